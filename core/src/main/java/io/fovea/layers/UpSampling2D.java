package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * A feature map made larger by whole factors. Input {@code [n, h, w, c]}, output {@code [n, h height, w width, c]}. No weights.
 *
 * <p>Example: {@code UpSampling2D.of(2)} doubles height and width.
 *
 * @param name of the layer; empty: automatic
 * @param height factor of the rows, 1 or more; default 2
 * @param width factor of the columns, 1 or more; default 2
 * @param interpolation how the new pixels are made; default {@link ResizeMethod#NEAREST}: each pixel is repeated
 */
public record UpSampling2D(String name, int height, int width, ResizeMethod interpolation) implements ComposedLayer {
    /**
     * Checks the factors.
     *
     * @throws IllegalArgumentException when one is below 1
     */
    public UpSampling2D {
        Check.of("UpSampling2D")
                .present("name", name)
                .atLeast(1, "height", height)
                .atLeast(1, "width", width)
                .present("interpolation", interpolation);
    }

    /** By {@code factor} in both directions. */
    public static UpSampling2D of(int factor) {
        return of(factor, factor);
    }

    /** By these factors. */
    public static UpSampling2D of(int height, int width) {
        return new UpSampling2D("", height, width, ResizeMethod.NEAREST);
    }

    @Override
    public UpSampling2D named(String newName) {
        return new UpSampling2D(newName, height, width, interpolation);
    }

    /** With this interpolation; default {@link ResizeMethod#NEAREST}. */
    public UpSampling2D interpolation(ResizeMethod method) {
        return new UpSampling2D(name, height, width, method);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.featureMap(inputs);
        if (interpolation == ResizeMethod.NEAREST) {
            return x.repeat(SymbolicTensor.HEIGHT, height).repeat(SymbolicTensor.WIDTH, width);
        }
        return ImageTensor.of(x).resized(
                Math.multiplyExact(x.shape().dimension(0), height), Math.multiplyExact(x.shape().dimension(1), width),
                interpolation);
    }
}
