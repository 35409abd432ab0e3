package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

import io.fovea.Model;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** The judge: ONNX Runtime computes what a file says. */
final class OnnxRuntime {
    static final int SAMPLES = 3;

    private OnnxRuntime() {}

    /** Random numbers for each input of a model. */
    static List<Tensor> inputs(Model model) {
        Random random = new Random(7);
        List<Tensor> inputs = new ArrayList<>();
        for (Node input : model.inputs()) {
            Shape shape = model.shape(input);
            float[] values = new float[SAMPLES * shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            inputs.add(new Tensor(SAMPLES, shape, values));
        }
        return inputs;
    }

    /** What our engine computes. */
    static List<Tensor> predict(Model model, List<Tensor> inputs) {
        return model.predict(inputs.stream().<Samples>map(FloatSamples::new).toList());
    }

    /** Weights and statistics that are not those of a new model, lest a mistake in their place goes unseen. */
    static Model scatter(Model model) {
        Random random = new Random(5);
        for (Layer layer : model.layers()) {
            for (Weight weight : model.weights(layer)) {
                float[] values = model.weight(layer, weight);
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.3f * random.nextFloat();
                }
                model.setWeight(layer, weight, values);
            }
        }
        return model;
    }

    /** What ONNX Runtime computes, by the names of the outputs. */
    static Map<String, float[]> run(byte[] file, List<Tensor> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(file, options)) {
                Map<String, OnnxTensorLike> given = new LinkedHashMap<>();
                int i = 0;
                for (String name : session.getInputNames()) {
                    Tensor tensor = inputs.get(i++);
                    long[] dimensions = new long[tensor.sampleShape().rank() + 1];
                    dimensions[0] = tensor.count();
                    for (int k = 1; k < dimensions.length; k++) {
                        dimensions[k] = tensor.sampleShape().dimension(k - 1);
                    }
                    given.put(name, ai.onnxruntime.OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(tensor.values()), dimensions));
                }
                Map<String, float[]> outputs = new LinkedHashMap<>();
                try (OrtSession.Result result = session.run(given)) {
                    for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
                        FloatBuffer buffer = ((ai.onnxruntime.OnnxTensor) entry.getValue()).getFloatBuffer();
                        float[] values = new float[buffer.remaining()];
                        buffer.get(values);
                        outputs.put(entry.getKey(), values);
                    }
                }
                given.values().forEach(OnnxTensorLike::close);
                return outputs;
            }
        }
    }

    /** Equal within {@code tolerance} of the greatest number. */
    static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = 1e-3;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as(what + ", element " + i)
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(tolerance * scale));
        }
    }
}
