package io.fovea.app;

import java.util.ArrayList;
import java.util.List;

import io.fovea.FitOptions;
import io.fovea.Model;
import io.fovea.callbacks.Callback;
import io.fovea.callbacks.Training;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** What a training would take, without training. */
final class TrainingMemory {
    private TrainingMemory() {}

    /** Bytes outside the heap that a training of a compiled model takes. The model stays as it is. */
    static long bytes(Model model, int batch) {
        long[] bytes = new long[1];
        model.fit(zeros(model, batch), FitOptions.epochs(1).batch(batch).callback(new Callback() {
            @Override
            public void onTrainBegin(Training training) {
                bytes[0] = training.memoryBytes();
                training.stop();
            }
        }));
        return bytes[0];
    }

    private static Dataset zeros(Model model, int count) {
        List<Samples> inputs = model.inputs().stream().map(node -> zeros(count, model.shape(node))).toList();
        List<Samples> targets = new ArrayList<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            Shape output = model.shape(model.outputs().get(i));
            targets.add(zeros(count, model.losses().get(i).targetShape(output)));
        }
        return new Dataset(inputs, targets, List.of());
    }

    private static Samples zeros(int count, Shape shape) {
        return new FloatSamples(new Tensor(count, shape, new float[count * shape.size()]));
    }
}
