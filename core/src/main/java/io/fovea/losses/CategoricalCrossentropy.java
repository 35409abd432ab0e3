package io.fovea.losses;

import java.util.Optional;

import io.fovea.custom.PerSampleLoss;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;

/**
 * Cross-entropy of class probabilities. Output {@code [n, classes]}; target one number for each class,
 * {@code [n, classes]}: loss {@code -sum of t log p}. With rows and columns, the mean over the pixels.
 *
 * <p>After a softmax it is computed from the softmax's input, which is exact however small a probability is.
 *
 * <p>Example: {@code new CategoricalCrossentropy()} after {@code Dense.of(10).activation(SOFTMAX)}
 *
 * @param fromLogits whether the outputs are logits, the input of a softmax, instead of probabilities; default false
 * @param labelSmoothing how far targets move towards equal shares, 0 to 1; default 0
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    /**
     * Checks the smoothing.
     *
     * @throws IllegalArgumentException when it is not in [0, 1]
     */
    public CategoricalCrossentropy {
        LabelSmoothing.check("CategoricalCrossentropy", labelSmoothing);
    }

    /** Of probabilities. */
    public CategoricalCrossentropy() {
        this(false);
    }

    /** Without smoothing. */
    public CategoricalCrossentropy(boolean fromLogits) {
        this(fromLogits, 0);
    }

    @Override
    public String name() {
        return "categorical_crossentropy";
    }

    @Override
    public Shape targetShape(Shape output) {
        return output;
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return new CrossEntropy(false, fromLogits, labelSmoothing, Optional.empty());
    }
}
