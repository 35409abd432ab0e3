package io.fovea;

import static io.fovea.activations.Activations.SOFTMAX;

import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;

/** A small model and data for it. */
final class Small {
    static final Shape SHAPE = Shape.of(6, 6, 3);

    private Small() {}

    static Sequential model() {
        return Sequential.of(
                Input.of(6, 6, 3), Conv2D.of(8, 3), Flatten.of(), Dense.of(4).activation(SOFTMAX));
    }

    static Sequential compiled() {
        Sequential model = model();
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        return model;
    }

    static Samples samples(int count) {
        byte[] bytes = new byte[count * SHAPE.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return ByteSamples.scaled(bytes, SHAPE);
    }

    /** Targets of {@code size} numbers. */
    static Samples vectors(int count, int size) {
        byte[] bytes = new byte[count * size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 47);
        }
        return ByteSamples.scaled(bytes, Shape.of(size));
    }

    static Dataset data(int count) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 4;
        }
        return Dataset.of(samples(count), new Labels(labels));
    }

    /** Samples that run {@code action} before each sample is read. */
    static Samples reading(Samples samples, Runnable action) {
        return new Samples() {
            @Override
            public int size() {
                return samples.size();
            }

            @Override
            public Shape shape() {
                return samples.shape();
            }

            @Override
            public void read(int index, float[] into, int offset) {
                action.run();
                samples.read(index, into, offset);
            }
        };
    }
}
