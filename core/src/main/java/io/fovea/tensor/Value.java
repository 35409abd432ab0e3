package io.fovea.tensor;

/**
 * A symbolic tensor of the operation graph: an input, or the result of one operation. It has the sizes of one sample, {@code [h,
 * w, c]}, a vector being {@code [1, 1, c]}; the plan decides where the numbers are stored.
 *
 * <p>Two values are the same only if they are one object.
 */
public final class Value {
    /** Floats of the longest vector. */
    private static final int LONGEST_VECTOR = 16;

    private final String name;
    private final int height;
    private final int width;
    private final int channels;
    private final int channelStride;
    private final boolean packed;

    /**
     * A tensor whose pixels are {@code channelStride} floats apart.
     *
     * @param name of the layer that makes it, for messages
     * @param channelStride {@code channels} for a packed tensor, else rounded up to the vector length; the padding between is
     *     always zero
     * @throws IllegalArgumentException when a size is below 1, the channels exceed their stride, or a sample has 2^31 floats or
     *     more, padding included
     */
    public Value(String name, int height, int width, int channels, int channelStride) {
        this(name, height, width, channels, channelStride, channels == channelStride);
    }

    private Value(String name, int height, int width, int channels, int channelStride, boolean packed) {
        if (height < 1 || width < 1 || channels < 1 || channelStride < channels) {
            throw new IllegalArgumentException(
                    name + ": height, width and channels are 1 or more and the channel stride not less, but got ["
                            + height + ", " + width + ", " + channels + "] with a channel stride of " + channelStride);
        }
        if (Math.multiplyHigh((long) height * width, channelStride) != 0
                || (long) height * width * channelStride > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + ": a sample of [" + height + ", " + width + ", " + channels + "] with a channel stride of "
                            + channelStride + " has more than 2147483647 floats; use smaller images or fewer channels");
        }
        this.name = name;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.channelStride = channelStride;
        this.packed = packed;
    }

    /** A tensor whose channels are rounded up to a multiple of {@code lanes}. */
    public static Value padded(String name, int height, int width, int channels, int lanes) {
        return new Value(
                name, height, width, channels, Math.toIntExact((long) Math.ceilDiv(channels, lanes) * lanes), false);
    }

    /** A tensor of the same sizes and padding under another name. */
    public Value like(String otherName) {
        return new Value(otherName, height, width, channels, channelStride, packed);
    }

    /** The layer that produces it. */
    public String name() {
        return name;
    }

    /** Rows; 1 for a vector. */
    public int height() {
        return height;
    }

    /** Columns; 1 for a vector. */
    public int width() {
        return width;
    }

    /** Channels, padding not counted. */
    public int channels() {
        return channels;
    }

    /** Floats from one pixel to the next. */
    public int channelStride() {
        return channelStride;
    }

    /**
     * Floats from one pixel to the next if a vector held 16 floats: what a choice between algorithms and the numbering of
     * elements count with. {@link #channelStride()} depends on the vector length, and results must not.
     */
    public int nominalStride() {
        return packed ? channels : (channels + LONGEST_VECTOR - 1) / LONGEST_VECTOR * LONGEST_VECTOR;
    }

    /** Whether {@link #channelStride()} is a multiple of the vector length at every vector length. */
    public boolean fillsVectors() {
        return nominalStride() % LONGEST_VECTOR == 0;
    }

    /** Elements of a sample, padding not counted. */
    public int size() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return name + " [" + height + ", " + width + ", " + channels + "]";
    }
}
