package io.fovea.bench.peers;

import java.nio.file.Path;

import io.fovea.Model;
import io.fovea.runtime.Randoms;

/** Predicts the probabilities of one batch again and again. */
final class InferenceWorker {
    private final Model model;
    private final float[] samples;
    private final float[] outputs;

    private InferenceWorker(Model model, int batch) {
        this.model = model;
        samples = new float[batch * model.shape(model.inputs().getFirst()).size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Randoms.uniform(1, i);
        }
        outputs = new float[batch * model.shape(model.outputs().getFirst()).size()];
    }

    /**
     * Infers until the harness has had enough.
     *
     * @param folder where the peers find the model's weights and the samples
     */
    static void run(Model model, int batch, Path folder, Conversation conversation) {
        InferenceWorker worker = new InferenceWorker(model, batch);
        SharedModel.randomizeVectors(model);
        SharedModel.write(model, worker.samples, folder);
        conversation.ready(model, false);
        for (var order = conversation.next(); !order.verb().equals("quit"); order = conversation.next()) {
            if (order.verb().equals("outputs")) {
                worker.infer();
                SharedModel.write(worker.outputs, Path.of(order.argument()));
                conversation.outputs(worker.outputs.length);
                continue;
            }
            long begin = System.nanoTime();
            long calls = 0;
            while (System.nanoTime() - begin < order.number() * 1e9) {
                worker.infer();
                calls++;
            }
            conversation.rate(calls * batch, System.nanoTime() - begin);
        }
    }

    /** From an array of floats to an array of floats. */
    private void infer() {
        model.predict(samples, outputs);
    }
}
