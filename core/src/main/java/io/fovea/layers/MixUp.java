package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.MixUpOperation;
import io.fovea.tensor.Value;

/**
 * In training the weighted mean of each sample and another one of the batch (Zhang et al., arXiv:1710.09412); the model's targets are
 * mixed the same way, for the loss but not for metrics. So the loss must take targets that are one number for each class, as {@link
 * io.fovea.losses.CategoricalCrossentropy} does.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code MixUp.of(0.2)}
 *
 * @param name of the layer; empty: automatic
 * @param alpha of the beta distribution of the weights, greater than 0; Keras's default 0.2
 */
public record MixUp(String name, double alpha) implements AugmentationLayer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when alpha is not positive
     */
    public MixUp {
        Check.of("MixUp").present("name", name).positive("alpha", alpha);
    }

    /** With Keras's default of 0.2. */
    public static MixUp of() {
        return of(0.2);
    }

    /** With this parameter of the beta distribution. */
    public static MixUp of(double alpha) {
        return new MixUp("", alpha);
    }

    @Override
    public MixUp named(String newName) {
        return new MixUp(newName, alpha);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new MixUpOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), alpha));
    }
}
