package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.CutoutSquare;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Puts a square over each image, its middle anywhere in it, so that a part may lie outside (DeVries and Taylor, arXiv:1708.04552).
 * Keras has no such layer; {@link RandomErasing} is near.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code Cutout.of(8)}
 *
 * @param name of the layer; empty: automatic
 * @param size side of the square in pixels, 1 or more
 * @param fillValue its number, finite; default 0
 */
public record Cutout(String name, int size, double fillValue) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public Cutout {
        Check check = Check.of("Cutout").present("name", name);
        check.atLeast(1, "size", size).finite("fillValue", fillValue);
    }

    /** Of zeros. */
    public static Cutout of(int size) {
        return new Cutout("", size, 0);
    }

    @Override
    public Cutout named(String newName) {
        return new Cutout(newName, size, fillValue);
    }

    /** With this number; default 0. */
    public Cutout fillValue(double value) {
        return new Cutout(name, size, value);
    }

    ImageChange augmentation() {
        return new CutoutSquare(size, (float) fillValue);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
