package io.fovea.ops;

import io.fovea.tensor.Value;

/**
 * A value as rows of floats, padding included: what an operation that works element by element loops over.
 *
 * @param count rows of a sample
 * @param floats of a row
 */
public record ImageRows(int count, int floats) {
    /**
     * The rows of a value.
     *
     * @throws ArithmeticException when a row has 2^31 floats or more
     */
    public static ImageRows of(Value value) {
        return new ImageRows(value.height(), Math.multiplyExact(value.width(), value.channelStride()));
    }

    /** The first row of part {@code part} of {@code parts}; of part {@code parts} it is the end. */
    public int first(int part, int parts) {
        return (int) ((long) count * part / parts);
    }
}
