package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * A feature map without some rows and columns at its edges. Input {@code [n, h, w, c]}, output {@code [n, h - top - bottom, w - left -
 * right, c]}. No weights.
 *
 * <p>Example: {@code Cropping2D.of(1)} takes a pixel away on each side.
 *
 * @param name of the layer; empty: automatic
 * @param top rows to leave out above, 0 or more
 * @param bottom rows to leave out below, 0 or more
 * @param left columns to leave out on the left, 0 or more
 * @param right columns to leave out on the right, 0 or more
 */
public record Cropping2D(String name, int top, int bottom, int left, int right) implements ComposedLayer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is below 0
     */
    public Cropping2D {
        Check.of("Cropping2D")
                .present("name", name)
                .atLeast(0, "top", top)
                .atLeast(0, "bottom", bottom)
                .atLeast(0, "left", left)
                .atLeast(0, "right", right);
    }

    /** Without {@code cropping} pixels on each side. */
    public static Cropping2D of(int cropping) {
        return of(cropping, cropping, cropping, cropping);
    }

    /** Without so many rows and columns on each side. */
    public static Cropping2D of(int top, int bottom, int left, int right) {
        return new Cropping2D("", top, bottom, left, right);
    }

    @Override
    public Cropping2D named(String newName) {
        return new Cropping2D(newName, top, bottom, left, right);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.featureMap(inputs);
        long height = (long) x.shape().dimension(0) - top - bottom;
        long width = (long) x.shape().dimension(1) - left - right;
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "nothing is left of an input of shape " + x.shape() + " without " + top + " + " + bottom
                            + " rows and " + left + " + " + right + " columns");
        }
        return x.slice(SymbolicTensor.HEIGHT, top, top + (int) height)
                .slice(SymbolicTensor.WIDTH, left, left + (int) width);
    }
}
