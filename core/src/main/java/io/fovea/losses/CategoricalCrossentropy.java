package io.fovea.losses;

import io.fovea.custom.PerSampleLoss;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;

/**
 * Cross-entropy of class probabilities with one number for each class as target: {@code -sum of t log p}. Output {@code [classes]}, target
 * {@code [classes]}, as the output.
 *
 * <p>After a softmax it is computed from what goes into the softmax: exact and stable however sure the model is.
 *
 * @param fromLogits whether the outputs are what would go into a softmax instead of probabilities; default false
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
        if (output.rank() != 1) {
            throw new IllegalArgumentException(
                    name() + " needs an output of shape [classes], but the model's is " + output + "; add Flatten or "
                            + "GlobalAveragePooling2D before the last Dense");
        }
        return output;
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return new CrossEntropy(false, fromLogits);
    }
}
