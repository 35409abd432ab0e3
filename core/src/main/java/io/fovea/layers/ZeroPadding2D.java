package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * Zeros around a feature map. Input {@code [n, h, w, c]}, output {@code [n, top + h + bottom, left + w + right, c]}. No weights.
 *
 * <p>Example: {@code ZeroPadding2D.of(1)} adds a pixel on each side.
 *
 * @param name of the layer; empty: automatic
 * @param top rows of zeros above, 0 or more
 * @param bottom rows of zeros below, 0 or more
 * @param left columns of zeros on the left, 0 or more
 * @param right columns of zeros on the right, 0 or more
 */
public record ZeroPadding2D(String name, int top, int bottom, int left, int right) implements ComposedLayer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is below 0
     */
    public ZeroPadding2D {
        Check.of("ZeroPadding2D")
                .present("name", name)
                .atLeast(0, "top", top)
                .atLeast(0, "bottom", bottom)
                .atLeast(0, "left", left)
                .atLeast(0, "right", right);
    }

    /** {@code padding} pixels of zeros on each side; Keras's default is 1. */
    public static ZeroPadding2D of(int padding) {
        return of(padding, padding, padding, padding);
    }

    /** So many rows and columns of zeros on each side. */
    public static ZeroPadding2D of(int top, int bottom, int left, int right) {
        return new ZeroPadding2D("", top, bottom, left, right);
    }

    @Override
    public ZeroPadding2D named(String newName) {
        return new ZeroPadding2D(newName, top, bottom, left, right);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return Single.featureMap(inputs).pad(SymbolicTensor.HEIGHT, top, bottom).pad(SymbolicTensor.WIDTH, left, right);
    }
}
