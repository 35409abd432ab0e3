package io.fovea.losses;

import java.util.Optional;

import io.fovea.custom.PerSampleLoss;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.Metric;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;

/**
 * Cross-entropy of class probabilities. Output {@code [n, classes]}; target one number for each class,
 * {@code [n, classes]}: loss {@code -sum of t log p}.
 *
 * <p>After a softmax it is computed from the softmax's input, which is exact however small a probability is.
 *
 * <p>Example: {@code new CategoricalCrossentropy()} after {@code Dense.of(10).activation(SOFTMAX)}
 *
 * @param fromLogits whether the outputs are logits, the input of a softmax, instead of probabilities; default false
 */
public record CategoricalCrossentropy(boolean fromLogits) implements Loss {
    /** Of probabilities. */
    public CategoricalCrossentropy() {
        this(false);
    }

    @Override
    public String name() {
        return "categorical_crossentropy";
    }

    @Override
    public Shape targetShape(Shape output) {
        Loss.requireClasses(name(), output);
        return output;
    }

    @Override
    public Optional<Metric> accuracy() {
        return Optional.of(new CategoricalAccuracy());
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return new CrossEntropy(false, fromLogits);
    }
}
