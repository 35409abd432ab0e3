package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The mean of each of {@code height x width} windows that together cover the feature map, whatever its size. Window i of n along an axis
 * of s pixels goes from i s / n, rounded down, to (i + 1) s / n, rounded up.
 *
 * <p>Input {@code [n, h, w, c]}; output {@code [n, height, width, c]}. No weights.
 *
 * <p>Example: {@code AdaptiveAveragePooling2D.of(7, 7)} before dense layers that expect 7 x 7 pixels
 *
 * @param name of the layer; empty: automatic
 * @param height rows of the output, 1 or more
 * @param width columns of the output, 1 or more
 */
public record AdaptiveAveragePooling2D(String name, int height, int width) implements ComposedLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1
     */
    public AdaptiveAveragePooling2D {
        Check.of("AdaptiveAveragePooling2D").present("name", name).atLeast(1, "height", height).atLeast(1, "width",
                width);
    }

    /** With an output of this size. */
    public static AdaptiveAveragePooling2D of(int height, int width) {
        return new AdaptiveAveragePooling2D("", height, width);
    }

    @Override
    public AdaptiveAveragePooling2D named(String newName) {
        return new AdaptiveAveragePooling2D(newName, height, width);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return ImageTensor.of(Single.featureMap(inputs)).windowMeans(height, width);
    }
}
