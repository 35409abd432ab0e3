package io.fovea.bench.peers;

import io.fovea.Model;
import io.fovea.runtime.Randoms;

/** Asks a model for the probabilities of one batch again and again. */
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

    /** Infers until the harness has had enough. */
    static void run(Model model, int batch, Conversation conversation) {
        InferenceWorker worker = new InferenceWorker(model, batch);
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

    /** From an array of floats to an array of floats. */
    private void infer() {
        model.predict(samples, outputs);
    }
}
