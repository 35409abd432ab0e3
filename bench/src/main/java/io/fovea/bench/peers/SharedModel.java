package io.fovea.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.fovea.Model;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.runtime.Randoms;

/**
 * Hands our weights and our samples to the peers, so that all infer the same and their outputs can be compared. The files, in the
 * folder {@code inference}: {@code weights.f32} and {@code input.f32} are little-endian floats; {@code weights.txt} has a line for each
 * weight, in order: kind of the layer, which layer of that kind, name, shape, as in {@code Conv2D 0 kernel 3 3 3 32}.
 */
final class SharedModel {
    private SharedModel() {}

    /**
     * Sets what a new model leaves at 0 or 1, biases and batch statistics, to numbers that matter: who forgets them, or folds them in a
     * wrong way, has other outputs.
     */
    static void randomizeVectors(Model model) {
        int key = 0;
        for (Layer layer : model.layers()) {
            for (Weight weight : model.weights(layer)) {
                long seed = Randoms.derive(1, key++);
                float[] values = new float[weight.shape().size()];
                switch (weight.name()) {
                    case "bias", "beta", "moving_mean" -> fill(values, seed, -0.2, 0.2);
                    case "gamma", "moving_variance" -> fill(values, seed, 0.6, 1.2);
                    default -> {
                        continue;
                    }
                }
                model.setWeight(layer, weight, values);
            }
        }
    }

    private static void fill(float[] values, long seed, double least, double most) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (least + (most - least) * Randoms.uniform(seed, i));
        }
    }

    /** Writes the files below {@code folder}, weight by weight: a copy of them all would count as our memory. */
    static void write(Model model, float[] samples, Path folder) {
        Path own = folder.resolve("inference");
        Map<String, Integer> seen = new HashMap<>();
        StringBuilder index = new StringBuilder();
        try {
            Files.createDirectories(own);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(own.resolve("weights.f32")))) {
                for (Layer layer : model.layers()) {
                    int number = seen.merge(layer.kind(), 1, Integer::sum) - 1;
                    for (Weight weight : model.weights(layer)) {
                        index.append(layer.kind()).append(' ').append(number).append(' ').append(weight.name());
                        for (int i = 0; i < weight.shape().rank(); i++) {
                            index.append(' ').append(weight.shape().dimension(i));
                        }
                        index.append('\n');
                        out.write(littleEndian(model.weight(layer, weight)));
                    }
                }
            }
            Files.writeString(own.resolve("weights.txt"), index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(samples, own.resolve("input.f32"));
    }

    /** Writes little-endian floats. */
    static void write(float[] values, Path file) {
        try {
            Files.write(file, littleEndian(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
