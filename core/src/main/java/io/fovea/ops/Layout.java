package io.fovea.ops;

import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** The memory layout of one sample of a value: rows of pixels of floats, with a halo of zeros around. Sizes in bytes. */
public final class Layout {
    /** Far more than fits any machine, and so little that no sum of some of these sizes overflows. */
    private static final long MOST_BYTES = 1L << 44;

    private final Value value;
    private final Halo halo;
    private final long pixelBytes;
    private final long rowBytes;
    private final long origin;
    private final long bytes;

    /**
     * The layout of {@code value} with {@code halo} around it.
     *
     * @throws IllegalArgumentException when a sample would have more than 2^44 bytes
     */
    public Layout(Value value, Halo halo) {
        this.value = value;
        this.halo = halo;
        pixelBytes = 4L * value.channelStride();
        long columns = (long) halo.left() + value.width() + halo.right();
        long rows = (long) halo.top() + value.height() + halo.bottom();
        if (columns > MOST_BYTES / pixelBytes || rows > MOST_BYTES / (columns * pixelBytes)) {
            throw new IllegalArgumentException(
                    "a sample of " + value + " with " + halo + " has " + rows + " rows of " + columns + " pixels of "
                            + pixelBytes + " bytes, more than 2^44 bytes; use a smaller kernel, dilation or padding");
        }
        rowBytes = columns * pixelBytes;
        origin = halo.top() * rowBytes + halo.left() * pixelBytes;
        bytes = rows * rowBytes;
    }

    /** From one pixel to the next. */
    public long pixelBytes() {
        return pixelBytes;
    }

    /** From one row to the next. */
    public long rowBytes() {
        return rowBytes;
    }

    /** From the start of the sample to its pixel [0][0]. */
    public long origin() {
        return origin;
    }

    /** Of the whole sample, halo included. */
    public long bytes() {
        return bytes;
    }

    /** Whether there is a halo. */
    public boolean hasHalo() {
        return !halo.equals(Halo.NONE);
    }

    /** The zeros around each sample. */
    public Halo halo() {
        return halo;
    }

    /** Zeroes the halo of the sample that starts at {@code start}. */
    public void clearHalo(long start) {
        long row = rowBytes;
        long left = halo.left() * pixelBytes;
        long right = halo.right() * pixelBytes;
        long first = start + halo.top() * row;
        Memory.clear(start, halo.top() * row + left);
        // The right side of a row and the left side of the next are neighbors.
        for (int r = 1; r < value.height(); r++) {
            Memory.clear(first + r * row - right, right + left);
        }
        Memory.clear(first + value.height() * row - right, right + halo.bottom() * row);
    }

    /** Zeroes all but the halo of the sample whose pixel [0][0] is at {@code inside}. */
    public void clearInside(long inside) {
        for (int r = 0; r < value.height(); r++) {
            Memory.clear(inside + r * rowBytes, value.width() * pixelBytes);
        }
    }

    /** Zeroes the padding after each pixel's channels of the sample whose pixel [0][0] is at {@code inside}. */
    public void clearPadding(long inside) {
        clearPadding(inside, 0, value.height());
    }

    /** Zeroes it in the rows {@code first} to {@code end} - 1 only. */
    public void clearPadding(long inside, int first, int end) {
        long padding = 4L * (value.channelStride() - value.channels());
        for (int r = first; padding > 0 && r < end; r++) {
            for (int c = 0; c < value.width(); c++) {
                Memory.clear(inside + r * rowBytes + c * pixelBytes + 4L * value.channels(), padding);
            }
        }
    }

    /** The value that is laid out. */
    public Value value() {
        return value;
    }
}
