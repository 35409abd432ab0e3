package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Interval;
import io.fovea.ops.augmentation.Solarizing;
import io.fovea.tensor.Value;

/**
 * Adds a random number to all of an image, then inverts what reaches a random threshold.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code Solarization.of(0.1, 0.5).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param additionFactor the number added: the lower end in 255ths of the range of values, the upper end in widths of it, as in Keras;
 *     within [0, 1]
 * @param thresholdFactor the threshold, in the same units; within [0, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record Solarization(String name, Range additionFactor, Range thresholdFactor, Range valueRange)
        implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public Solarization {
        Check check = Check.of("Solarization").present("name", name);
        AugmentationLayer.checkRange(check, "additionFactor", additionFactor, 0, 1);
        AugmentationLayer.checkRange(check, "thresholdFactor", thresholdFactor, 0, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With up to these parts of the range of values. */
    public static Solarization of(double addition, double threshold) {
        return new Solarization("", Range.upTo(addition), Range.upTo(threshold), Range.BYTES);
    }

    /** With parts from these ranges. */
    public static Solarization of(Range addition, Range threshold) {
        return new Solarization("", addition, threshold, Range.BYTES);
    }

    @Override
    public Solarization named(String newName) {
        return new Solarization(newName, additionFactor, thresholdFactor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public Solarization valueRange(Range values) {
        return new Solarization(name, additionFactor, thresholdFactor, values);
    }

    ImageChange augmentation() {
        return new Solarizing(
                new Interval(additionFactor.low(), 255 * additionFactor.high()),
                new Interval(thresholdFactor.low(), 255 * thresholdFactor.high()), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
