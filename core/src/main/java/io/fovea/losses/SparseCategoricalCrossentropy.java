package io.fovea.losses;

import io.fovea.custom.PerSampleLoss;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;

/**
 * Cross-entropy of class probabilities with a class index as target: {@code -log p[target]}. Output {@code [classes]}, target
 * the class index, {@code [1]}.
 *
 * <p>After a softmax it is computed from what goes into the softmax: exact and stable however sure the model is.
 *
 * @param fromLogits whether the outputs are what would go into a softmax instead of probabilities; default false
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
        if (output.rank() != 1) {
            throw new IllegalArgumentException(
                    name() + " needs an output of shape [classes], but the model's is " + output + "; add Flatten or "
                            + "GlobalAveragePooling2D before the last Dense");
        }
        return Shape.of(1);
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return new CrossEntropy(true, fromLogits);
    }
}
