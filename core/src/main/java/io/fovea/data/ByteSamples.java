package io.fovea.data;

import java.util.Arrays;
import java.util.Objects;

import io.fovea.tensor.Shape;

/**
 * Samples of unsigned bytes, as images have them, in one array of {@code n x shape} bytes; a quarter of the memory of
 * floats. They are read as {@code value / divisor}, by float32 division, as numpy does it.
 */
public final class ByteSamples implements Samples {
    private final byte[] bytes;
    private final int first;
    private final int size;
    private final Shape shape;
    private final float divisor;
    private final float[] values = new float[256];

    private ByteSamples(byte[] bytes, int first, int size, Shape shape, float divisor) {
        this.bytes = bytes;
        this.first = first;
        this.size = size;
        this.shape = shape;
        this.divisor = divisor;
        // A look-up takes half the time of the division, and has the same bits.
        for (int value = 0; value < values.length; value++) {
            values[value] = value / divisor;
        }
    }

    /**
     * Samples that are read as numbers of [0, 1]: divided by 255. The array is not copied.
     *
     * @throws IllegalArgumentException when the bytes are not a whole number of samples
     */
    public static ByteSamples scaled(byte[] bytes, Shape shape) {
        if (bytes.length % shape.size() != 0) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are not a whole number of samples of shape " + shape);
        }
        return new ByteSamples(bytes, 0, bytes.length / shape.size(), shape, 255);
    }

    /** The same bytes, read as numbers of [0, 255]. */
    public ByteSamples unscaled() {
        return new ByteSamples(bytes, first, size, shape, 1);
    }

    /** Samples {@code from} … {@code to} - 1, read in the same way from the same array. */
    ByteSamples range(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new ByteSamples(bytes, first + from, to - from, shape, divisor);
    }

    /**
     * The bytes of a sample, as a new array.
     *
     * @throws IndexOutOfBoundsException when there is no such sample
     */
    public byte[] bytes(int index) {
        int start = start(index);
        return Arrays.copyOfRange(bytes, start, start + shape.size());
    }

    private int start(int index) {
        return (first + Objects.checkIndex(index, size)) * shape.size();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int length = shape.size();
        int start = start(index);
        Objects.checkFromIndexSize(offset, length, into.length);
        for (int i = 0; i < length; i++) {
            into[offset + i] = values[bytes[start + i] & 0xff];
        }
    }
}
