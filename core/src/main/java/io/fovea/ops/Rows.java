package io.fovea.ops;

/**
 * A value as rows of floats, padding included: what an operation that works element by element loops over.
 *
 * @param count rows of a sample
 * @param floats of a row
 */
record Rows(int count, int floats) {
    static Rows of(Value value) {
        return new Rows(value.height(), value.width() * value.pixelFloats());
    }

    /** The first row of part {@code part} of {@code parts}; of part {@code parts} it is the end. */
    int first(int part, int parts) {
        return (int) ((long) count * part / parts);
    }
}
