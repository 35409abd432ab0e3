package io.fovea.ops.augmentation;

/**
 * From where a parameter is drawn, or what a pixel's numbers lie in.
 *
 * @param low finite
 * @param high finite, {@code low} or more
 */
public record Interval(double low, double high) {
    /** From 0 to 255, for which Keras states the parameters of colors. */
    static final Interval BYTES = new Interval(0, 255);

    /** From 0 to 1. */
    static final Interval UNIT = new Interval(0, 1);

    /** The nearest number of the interval. */
    float clip(float value) {
        return Math.min(Math.max(value, (float) low), (float) high);
    }

    /** The number of {@code target} that lies where {@code value} lies in this interval. */
    float to(Interval target, float value) {
        if (low == target.low && high == target.high) {
            return value;
        }
        float part = (value - (float) low) / ((float) high - (float) low);
        return part * ((float) target.high - (float) target.low) + (float) target.low;
    }
}
