package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.ContrastLimitedAdaptiveHistogramEqualizationBuilder;
import io.fovea.ops.augmentation.TileEqualization;
import io.fovea.tensor.Value;

/**
 * Raises the contrast of each part of an image (CLAHE; Zuiderveld, 1994): tiles of the image have maps of their own that make all parts of the
 * range equally frequent, cut where that would raise noise, and mixed between tiles.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training and at inference.
 *
 * <p>Example: {@code ContrastLimitedAdaptiveHistogramEqualization.of().valueRange(Range.UNIT).tiles(4, 4)}
 *
 * @param name of the layer; empty: automatic
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 * @param clipLimit how many times its mean height a bin of a tile's histogram may have; 0 or less: any; finite; default 4
 * @param tileRows rows of tiles, 1 to 64; default 8
 * @param tileColumns columns of tiles, 1 to 64; default 8
 */
@RecordBuilder.Include(value = ContrastLimitedAdaptiveHistogramEqualization.class, packagePattern = "@.copy")
public record ContrastLimitedAdaptiveHistogramEqualization(String name, Range valueRange, double clipLimit,
        int tileRows, int tileColumns) implements AugmentationLayer {
    private static final int MOST_TILES = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public ContrastLimitedAdaptiveHistogramEqualization {
        Check check = Check.of("ContrastLimitedAdaptiveHistogramEqualization").present("name", name);
        AugmentationLayer.checkValues(check, valueRange);
        check.finite("clipLimit", clipLimit)
                .check(tileRows >= 1 && tileRows <= MOST_TILES, "tileRows", "1 to " + MOST_TILES, tileRows)
                .check(tileColumns >= 1 && tileColumns <= MOST_TILES, "tileColumns", "1 to " + MOST_TILES, tileColumns);
    }

    /** Of numbers from 0 to 255, in 8 x 8 tiles. */
    public static ContrastLimitedAdaptiveHistogramEqualization of() {
        return new ContrastLimitedAdaptiveHistogramEqualization("", Range.BYTES, 4, 8, 8);
    }

    private ContrastLimitedAdaptiveHistogramEqualizationBuilder copy() {
        return ContrastLimitedAdaptiveHistogramEqualizationBuilder.copyOf(this);
    }

    @Override
    public ContrastLimitedAdaptiveHistogramEqualization named(String newName) {
        return copy().name(newName).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public ContrastLimitedAdaptiveHistogramEqualization valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    /** With bins of up to this many mean heights; default 4. */
    public ContrastLimitedAdaptiveHistogramEqualization clipLimit(double heights) {
        return copy().clipLimit(heights).build();
    }

    /** In so many rows and columns of tiles; default 8. */
    public ContrastLimitedAdaptiveHistogramEqualization tiles(int rows, int columns) {
        return copy().tileRows(rows).tileColumns(columns).build();
    }

    @Override
    public boolean isIdentityAtInference() {
        return false;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lowerAlways(
                lowering, inputs,
                new TileEqualization(Math.max(0, clipLimit), tileRows, tileColumns, valueRange.interval()));
    }
}
