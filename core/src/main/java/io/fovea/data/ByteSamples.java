package io.fovea.data;

import java.util.Arrays;
import java.util.Objects;

import io.fovea.tensor.Shape;

/**
 * Samples of unsigned bytes, as pictures have them, in one array of {@code n x shape} bytes; a quarter of the memory of
 * floats. They are read as {@code value / divisor}, by float32 division, as numpy does it.
 */
public final class ByteSamples implements Samples {
    private final byte[] bytes;
    private final Shape shape;
    private final float[] values = new float[256];

    private ByteSamples(byte[] bytes, Shape shape, float divisor) {
        if (bytes.length % shape.size() != 0) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are no whole number of samples of shape " + shape);
        }
        this.bytes = bytes;
        this.shape = shape;
        // Looked up, a quotient takes half the time of the division, and has the same bits.
        for (int value = 0; value < values.length; value++) {
            values[value] = value / divisor;
        }
    }

    /** Samples that are read as numbers of [0, 1]: divided by 255. The array is not copied. */
    public static ByteSamples scaled(byte[] bytes, Shape shape) {
        return new ByteSamples(bytes, shape, 255);
    }

    /** The same bytes, read as numbers of [0, 255]. */
    public ByteSamples unscaled() {
        return new ByteSamples(bytes, shape, 1);
    }

    /**
     * The bytes of a sample, as a new array.
     *
     * @throws IndexOutOfBoundsException when there is no such sample
     */
    public byte[] bytes(int index) {
        int start = Objects.checkIndex(index, size()) * shape.size();
        return Arrays.copyOfRange(bytes, start, start + shape.size());
    }

    @Override
    public int size() {
        return bytes.length / shape.size();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int length = shape.size();
        int start = Objects.checkIndex(index, size()) * length;
        Objects.checkFromIndexSize(offset, length, into.length);
        for (int i = 0; i < length; i++) {
            into[offset + i] = values[bytes[start + i] & 0xff];
        }
    }
}
