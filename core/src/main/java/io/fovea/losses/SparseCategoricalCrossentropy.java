package io.fovea.losses;

import java.util.Optional;

import io.fovea.custom.PerSampleLoss;
import io.fovea.data.Samples;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;

/**
 * Cross-entropy of class probabilities. Output {@code [n, classes]}; target a class index, {@code [n, 1]}: loss {@code -log p[target]}.
 *
 * <p>After a softmax it is computed from the softmax's input, which is exact however small a probability is.
 *
 * <p>Example: {@code new SparseCategoricalCrossentropy()} after {@code Dense.of(10).activation(SOFTMAX)}
 *
 * @param fromLogits whether the outputs are logits, the input of a softmax, instead of probabilities; default false
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements Loss {
    /** Of probabilities. */
    public SparseCategoricalCrossentropy() {
        this(false);
    }

    @Override
    public String name() {
        return "sparse_categorical_crossentropy";
    }

    @Override
    public Shape targetShape(Shape output) {
        Loss.requireClasses(name(), output);
        return Shape.of(1);
    }

    @Override
    public void checkTargets(Samples targets, Shape output) {
        Loss.super.checkTargets(targets, output);
        int classes = output.channels();
        float[] label = new float[1];
        for (int i = 0; i < targets.size(); i++) {
            targets.read(i, label, 0);
            if (!(label[0] >= 0 && label[0] < classes) || label[0] != (int) label[0]) {
                throw new IllegalArgumentException(
                        "label " + label[0] + " of sample " + i + " is none of the model's classes 0 to "
                                + (classes - 1));
            }
        }
    }

    /** There is no class between two classes. */
    @Override
    public boolean takesMixedTargets() {
        return false;
    }

    @Override
    public Optional<Metric> accuracy() {
        return Optional.of(new SparseCategoricalAccuracy());
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return new CrossEntropy(true, fromLogits);
    }
}
