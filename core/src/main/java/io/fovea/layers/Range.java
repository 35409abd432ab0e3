package io.fovea.layers;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.Interval;

/**
 * An interval: from where a random parameter is drawn, evenly, or what the numbers of images lie in. Keras's tuples of two numbers.
 *
 * <p>Example: {@code RandomRotation.of(Range.of(0, 0.25))}
 *
 * @param low finite
 * @param high finite, {@code low} or more
 */
public record Range(double low, double high) {
    /** From 0 to 255: the numbers of images as bytes. Keras's default. */
    public static final Range BYTES = new Range(0, 255);

    /** From 0 to 1: the numbers of images after a division by 255. */
    public static final Range UNIT = new Range(0, 1);

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException when one is not finite in float32, or they are in the wrong order
     */
    public Range {
        Check.of("Range")
                .finite("low", low)
                .finite("high", high)
                .check(high >= low, "high", "low (" + low + ") or more", high);
    }

    /** From {@code low} to {@code high}. */
    public static Range of(double low, double high) {
        return new Range(low, high);
    }

    /** From {@code -size} to {@code size}: what one number stands for in most of Keras's layers. */
    public static Range around(double size) {
        return new Range(-Math.abs(size), Math.abs(size));
    }

    /** From 0 to {@code high}: what one number stands for where negative ones make no sense. */
    public static Range upTo(double high) {
        return new Range(0, high);
    }

    /** Whether it is within {@code least} to {@code most}. */
    boolean isIn(double least, double most) {
        return low >= least && high <= most;
    }

    /** For the operation. */
    Interval interval() {
        return new Interval(low, high);
    }

    @Override
    public String toString() {
        return "[" + low + ", " + high + "]";
    }
}
