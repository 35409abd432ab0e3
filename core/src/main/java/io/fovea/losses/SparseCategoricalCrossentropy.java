package io.fovea.losses;

import java.util.Optional;

import io.fovea.custom.PerSampleLoss;
import io.fovea.data.Samples;
import io.fovea.description.Check;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;

/**
 * Cross-entropy of class probabilities. Output {@code [n, classes]}; target a class index, {@code [n, 1]}: loss {@code -log p[target]}.
 * An output {@code [n, height, width, classes]} has a class index for each pixel, {@code [n, height, width, 1]}.
 *
 * <p>After a softmax it is computed from the softmax's input, which is exact however small a probability is.
 *
 * <p>Example: {@code new SparseCategoricalCrossentropy()} after {@code Dense.of(10).activation(SOFTMAX)}
 *
 * @param fromLogits whether the outputs are logits, the input of a softmax, instead of probabilities; default false
 * @param ignoreClass a target that has no loss, such as 255 for a picture's void; the mean is over the others; default none
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, Optional<Integer> ignoreClass) implements Loss {
    /** Checks that the ignored class is not null. */
    public SparseCategoricalCrossentropy {
        Check.of("SparseCategoricalCrossentropy").present("ignoreClass", ignoreClass);
    }

    /** Of probabilities. */
    public SparseCategoricalCrossentropy() {
        this(false);
    }

    /** Of all classes. */
    public SparseCategoricalCrossentropy(boolean fromLogits) {
        this(fromLogits, Optional.empty());
    }

    @Override
    public String name() {
        return "sparse_categorical_crossentropy";
    }

    @Override
    public Shape targetShape(Shape output) {
        return ClassTargets.shape(output);
    }

    @Override
    public void checkTargets(Samples targets, Shape output) {
        ClassTargets.check(name(), targets, output, ignoreClass);
    }

    /** There is no class between two classes. */
    @Override
    public boolean takesMixedTargets() {
        return false;
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return new CrossEntropy(true, fromLogits, 0, ignoreClass);
    }
}
