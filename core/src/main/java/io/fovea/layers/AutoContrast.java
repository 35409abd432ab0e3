package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ContrastStretch;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Stretches each channel of an image to the whole range, also at inference, as in Keras.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code AutoContrast.of().valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record AutoContrast(String name, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public AutoContrast {
        Check check = Check.of("AutoContrast").present("name", name);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** Of numbers from 0 to 255. */
    public static AutoContrast of() {
        return new AutoContrast("", Range.BYTES);
    }

    @Override
    public AutoContrast named(String newName) {
        return new AutoContrast(newName, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public AutoContrast valueRange(Range values) {
        return new AutoContrast(name, values);
    }

    ImageChange augmentation() {
        return new ContrastStretch(valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lowerAlways(lowering, inputs, augmentation());
    }
}
