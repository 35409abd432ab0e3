package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * Each pixel's channels, or the whole sample, divided by their Euclidean norm: {@code x / sqrt(max(sum of x^2, 1e-12))}. Input {@code [n,
 * h, w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code UnitNormalization.of()} before {@code Dot.of()} makes a cosine similarity.
 *
 * @param name of the layer; empty: automatic
 * @param over what is normalized together; default the channels of a pixel
 */
public record UnitNormalization(String name, Extent over) implements ComposedLayer {
    private static final double EPSILON = 1e-12;

    /** Checks that both are there. */
    public UnitNormalization {
        Check.of("UnitNormalization").present("name", name).present("over", over);
    }

    /** Of the channels of each pixel. */
    public static UnitNormalization of() {
        return new UnitNormalization("", Extent.CHANNELS);
    }

    @Override
    public UnitNormalization named(String newName) {
        return new UnitNormalization(newName, over);
    }

    /** Over this extent; default the channels of a pixel. */
    public UnitNormalization over(Extent extent) {
        return new UnitNormalization(name, extent);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.of(inputs);
        return switch (over) {
            case CHANNELS -> ImageTensor.of(x).unitChannels(EPSILON);
            case SAMPLE -> ImageTensor.of(x.flatten()).unitChannels(EPSILON).reshape(x.shape());
        };
    }
}
