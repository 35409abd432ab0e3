package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.Greying;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Takes the colors out of an image at random.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomGrayscale.of(0.2)}
 *
 * @param name of the layer; empty: automatic
 * @param factor the probability, in [0, 1]; Keras's default 0.5
 */
public record RandomGrayscale(String name, double factor) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomGrayscale {
        Check check = Check.of("RandomGrayscale").present("name", name);
        check.check(factor >= 0 && factor <= 1, "factor", "in [0, 1]", factor);
    }

    /** With this probability. */
    public static RandomGrayscale of(double factor) {
        return new RandomGrayscale("", factor);
    }

    @Override
    public RandomGrayscale named(String newName) {
        return new RandomGrayscale(newName, factor);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colorsOrGrey(inputs);
    }

    ImageChange augmentation() {
        return new Greying(factor);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
