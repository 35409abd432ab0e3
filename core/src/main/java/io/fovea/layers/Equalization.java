package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.EqualizationBuilder;
import io.fovea.ops.augmentation.HistogramEqualization;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Maps each channel of an image so that all parts of the range are equally frequent. Each image has a histogram of its own; Keras makes
 * one of a batch.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code Equalization.of().valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 * @param bins of the histogram, 2 or more; default 256
 */
@RecordBuilder.Include(value = Equalization.class, packagePattern = "@.copy")
public record Equalization(String name, Range valueRange, int bins) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public Equalization {
        Check check = Check.of("Equalization").present("name", name);
        AugmentationLayer.checkValues(check, valueRange);
        check.atLeast(2, "bins", bins);
    }

    /** Of numbers from 0 to 255, in 256 bins. */
    public static Equalization of() {
        return new Equalization("", Range.BYTES, 256);
    }

    private EqualizationBuilder copy() {
        return EqualizationBuilder.copyOf(this);
    }

    @Override
    public Equalization named(String newName) {
        return copy().name(newName).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public Equalization valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    /** With so many bins in the histogram; default 256. */
    public Equalization bins(int count) {
        return copy().bins(count).build();
    }

    ImageChange augmentation() {
        return new HistogramEqualization(bins, valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
