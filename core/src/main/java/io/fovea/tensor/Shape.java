package io.fovea.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The shape of one sample, without the batch: {@code [h, w, c]} for an image or a feature map, {@code [c]} for a vector.
 *
 * <p>Example: {@code Shape.of(32, 32, 3)} is an image of 32 x 32 pixels with three channels.
 */
public final class Shape {
    private final int[] dimensions;

    private Shape(int[] dimensions) {
        this.dimensions = dimensions;
    }

    /**
     * A shape of the given dimensions.
     *
     * @param dimensions each 1 or more, outermost first
     * @throws IllegalArgumentException when there is no dimension, or one is below 1, or the product exceeds 2147483647
     */
    public static Shape of(int... dimensions) {
        if (dimensions.length == 0) {
            throw new IllegalArgumentException("a shape has at least one dimension, but got none");
        }
        for (int d : dimensions) {
            if (d < 1) {
                throw new IllegalArgumentException(
                        "every dimension of a shape is 1 or more, but got " + Arrays.toString(dimensions));
            }
        }
        if (!isAllowed(Arrays.stream(dimensions).asLongStream().toArray())) {
            throw new IllegalArgumentException(
                    "a shape has at most 2147483647 elements, but got " + Arrays.toString(dimensions));
        }
        return new Shape(dimensions.clone());
    }

    /** Whether {@link #of} takes these dimensions: each is 1 or more, and their product is at most 2147483647. */
    public static boolean isAllowed(long... dimensions) {
        long room = Integer.MAX_VALUE;
        for (long d : dimensions) {
            // Divides where a product could overflow.
            room = d < 1 ? 0 : room / d;
        }
        return dimensions.length > 0 && room > 0;
    }

    /** How many dimensions there are: 3 for {@code [h, w, c]}, 1 for {@code [c]}. */
    public int rank() {
        return dimensions.length;
    }

    /** The size of dimension {@code axis}, counted from 0, outermost first. */
    public int dimension(int axis) {
        return dimensions[axis];
    }

    /** The last dimension: the channels of a feature map, the length of a vector. */
    public int channels() {
        return dimensions[dimensions.length - 1];
    }

    /**
     * The same shape with another last dimension.
     *
     * @param channels 1 or more
     * @throws IllegalArgumentException when the number is below 1, or the shape would have more than 2147483647 elements
     */
    public Shape withChannels(int channels) {
        int[] other = dimensions.clone();
        other[other.length - 1] = channels;
        return of(other);
    }

    /** How many elements a sample of this shape has: the product of the dimensions, 1 to 2147483647. */
    public int size() {
        int size = 1;
        for (int d : dimensions) {
            size *= d;
        }
        return size;
    }

    /**
     * The shape as it lies in memory, always of rank 3: rows, columns and channels. The last dimension becomes the channels, the one
     * before it the columns, and all others together the rows: {@code [c]} is {@code [1, 1, c]}, {@code [t, c]} is {@code [1, t, c]}.
     */
    public Shape asImage() {
        int rank = dimensions.length;
        int columns = rank > 1 ? dimensions[rank - 2] : 1;
        return of(size() / columns / channels(), columns, channels());
    }

    /** A copy of the dimensions, outermost first. */
    public int[] toArray() {
        return dimensions.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dimensions, s.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    /** The dimensions in brackets: {@code [32, 32, 3]}. */
    @Override
    public String toString() {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
