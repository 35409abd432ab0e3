package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Posterization;
import io.fovea.tensor.Value;

/**
 * Keeps a random number of the first bits of each number as a byte, as in Keras the upper end of the range not included.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomPosterization.of(4).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param least bits, 1 to 8
 * @param most bits, {@code least} to 8
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomPosterization(String name, int least, int most, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomPosterization {
        Check check = Check.of("RandomPosterization").present("name", name);
        check.check(least >= 1 && least <= 8, "least", "1 to 8", least)
                .check(most >= least && most <= 8, "most", "least (" + least + ") to 8", most);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With 1 to {@code bits} - 1 bits: what one number stands for in Keras. */
    public static RandomPosterization of(int bits) {
        return new RandomPosterization("", 1, bits, Range.BYTES);
    }

    /** With {@code least} to {@code most} - 1 bits, or {@code least} where they are equal. */
    public static RandomPosterization of(int least, int most) {
        return new RandomPosterization("", least, most, Range.BYTES);
    }

    @Override
    public RandomPosterization named(String newName) {
        return new RandomPosterization(newName, least, most, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomPosterization valueRange(Range values) {
        return new RandomPosterization(name, least, most, values);
    }

    ImageChange augmentation() {
        return new Posterization(least, most, valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
