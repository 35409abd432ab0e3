package io.fovea.ops;

import io.fovea.tensor.Value;

/**
 * A value as rows of floats, padding included: what an operation that works element by element loops over.
 *
 * @param count rows of a sample
 * @param floats of a row
 */
record ImageRows(int count, int floats) {
    static ImageRows of(Value value) {
        return new ImageRows(value.height(), value.width() * value.channelStride());
    }

    /** The first row of part {@code part} of {@code parts}; of part {@code parts} it is the end. */
    int first(int part, int parts) {
        return (int) ((long) count * part / parts);
    }
}
