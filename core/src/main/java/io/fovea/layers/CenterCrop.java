package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The middle of an image. Input {@code [n, h, w, c]}, output {@code [n, height, width, c]}; an image that is smaller is made larger
 * first, by {@link Resizing} with {@link Resizing.Aspect#CROP}. No weights.
 *
 * <p>Example: {@code CenterCrop.of(224, 224)}
 *
 * @param name of the layer; empty: automatic
 * @param height rows of the output, 1 or more
 * @param width columns of the output, 1 or more
 */
public record CenterCrop(String name, int height, int width) implements ComposedLayer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is below 1
     */
    public CenterCrop {
        Check.of("CenterCrop").present("name", name).atLeast(1, "height", height).atLeast(1, "width", width);
    }

    /** To this size. */
    public static CenterCrop of(int height, int width) {
        return new CenterCrop("", height, width);
    }

    @Override
    public CenterCrop named(String newName) {
        return new CenterCrop(newName, height, width);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.featureMap(inputs);
        int rows = x.shape().dimension(0);
        int columns = x.shape().dimension(1);
        if (rows < height || columns < width) {
            return Resizing.of(height, width).aspect(Resizing.Aspect.CROP).call(inputs, weights);
        }
        int top = (rows - height) / 2;
        int left = (columns - width) / 2;
        return x.slice(SymbolicTensor.HEIGHT, top, top + height).slice(SymbolicTensor.WIDTH, left, left + width);
    }
}
