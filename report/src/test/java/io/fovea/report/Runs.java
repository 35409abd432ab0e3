package io.fovea.report;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.fovea.Sequential;
import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/** Runs to report on. */
final class Runs {
    static final List<String> CLASSES = List.of(
            "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private Runs() {}

    /** A small model, trained for some epochs on noisy images of coloured squares. */
    static RunData trained(int epochs) {
        Dataset train = squares(400, 32, 3, CLASSES, 1);
        Dataset test = squares(200, 32, 3, CLASSES, 2);
        Sequential model = Sequential.of(
                Input.of(32, 32, 3), Conv2D.of(16, 3).padding(SAME).activation(RELU), MaxPooling2D.of(4),
                Dropout.of(0.25),
                Flatten.of(), Dense.of(32).activation(RELU), Dense.of(10).activation(SOFTMAX));
        model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        History history = model.fit(train, FitOptions.epochs(epochs).batch(10).validation(test));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("Command", "fovea train cifar10 --epochs " + epochs + " --seed 1");
        provenance.put("Seed", "1");
        provenance.put("Data", "made-up squares, sha512-" + "0123456789abcdef".repeat(8));
        provenance.put("Machine", "2 processors, 512-bit vectors");
        return new RunData("Coloured squares", model, DataPart.TEST, test, CLASSES, history,
                model.predict(test.images()), provenance);
    }

    /** A model that has learnt nothing and answers at random, on images of the given kind. */
    static RunData random(int size, int channels, List<String> classes, History history) {
        Dataset test = squares(Math.max(60, classes.size()), size, channels, classes, 3);
        Sequential model = Sequential.of(
                Input.of(size, size, channels), Conv2D.of(4, 3), Flatten.of(),
                Dense.of(classes.size()).activation(SOFTMAX));
        Random random = new Random(4);
        float[][] probabilities = new float[test.size()][classes.size()];
        for (float[] row : probabilities) {
            row[random.nextInt(row.length)] = 0.5f + random.nextFloat() / 2;
        }
        return new RunData("Random answers", model, DataPart.TEST, test, classes, history, probabilities, Map.of());
    }

    private static Dataset squares(int count, int size, int channels, List<String> classes, long seed) {
        Random random = new Random(seed);
        int[] labels = IntStream.range(0, count).map(i -> i % classes.size()).toArray();
        byte[] bytes = new byte[count * size * size * channels];
        int next = 0;
        for (int label : labels) {
            int left = random.nextInt(size / 2);
            int top = label * size / (2 * classes.size());
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    boolean inside = x >= left && x < left + size / 2 && y >= top && y < top + size / 2;
                    for (int c = 0; c < channels; c++) {
                        int colour = inside ? 60 + 30 * ((label >> c) & 3) : 130 - 2 * y;
                        bytes[next++] = (byte) Math.clamp(colour + (int) (35 * random.nextGaussian()), 0, 255);
                    }
                }
            }
        }
        return Dataset.of(ByteSamples.scaled(bytes, Shape.of(size, size, channels)), new Labels(labels), classes);
    }
}
