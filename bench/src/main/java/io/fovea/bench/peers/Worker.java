package io.fovea.bench.peers;

import java.nio.file.Path;
import java.util.Arrays;

import io.fovea.Model;
import io.fovea.bench.models.Models;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Npy;

/** The process that the harness starts: {@code train|infer MODEL BATCH THREADS FOLDER}. */
public final class Worker {
    private Worker() {}

    /**
     * Works as the lines on standard input say.
     *
     * @param args {@code train} or {@code infer}; the model's name; samples of a batch; threads; the folder with
     *     {@code x.npy} and {@code y.npy}
     */
    public static void main(String[] args) {
        int batch = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        try (Model model = Models.create(args[1])) {
            model.threads(threads);
            Conversation conversation = new Conversation(System.in, System.out, threads);
            if (args[0].equals("train")) {
                TrainingWorker.run(model, data(Path.of(args[4])), batch, conversation);
            } else {
                InferenceWorker.run(model, batch, Path.of(args[4]), conversation);
            }
        }
    }

    private static Dataset data(Path folder) {
        float[] labels = Npy.readArray(folder.resolve("y.npy")).values();
        int[] classes = new int[labels.length];
        Arrays.setAll(classes, i -> (int) labels[i]);
        return Dataset.of(new FloatSamples(Npy.read(folder.resolve("x.npy"))), new Labels(classes));
    }
}
