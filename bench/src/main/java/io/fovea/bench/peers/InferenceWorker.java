package io.fovea.bench.peers;

import io.fovea.Model;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Asks a model for the probabilities of one batch again and again. */
final class InferenceWorker {
    private final Model model;
    private final Samples samples;

    private InferenceWorker(Model model, Samples samples) {
        this.model = model;
        this.samples = samples;
    }

    /** Infers until the harness has had enough. */
    static void run(Model model, int batch, Conversation conversation) {
        InferenceWorker worker = new InferenceWorker(model, noise(batch, model.shape(model.inputs().getFirst())));
        conversation.ready(model, false);
        for (var order = conversation.next(); !order.verb().equals("quit"); order = conversation.next()) {
            long begin = System.nanoTime();
            long calls = 0;
            while (System.nanoTime() - begin < order.number() * 1e9) {
                worker.infer();
                calls++;
            }
            conversation.rate(calls * batch, System.nanoTime() - begin);
        }
    }

    /** From an array of floats to arrays of floats. */
    private float[][] infer() {
        return model.predict(samples);
    }

    private static Samples noise(int batch, Shape shape) {
        float[] values = new float[batch * shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Randoms.uniform(1, i);
        }
        return new FloatSamples(new Tensor(batch, shape, values));
    }
}
