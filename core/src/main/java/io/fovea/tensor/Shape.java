package io.fovea.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The shape of one sample, without the batch: {@code [h, w, c]} for a picture or a feature map, {@code [c]} for a vector.
 *
 * <p>Example: {@code Shape.of(32, 32, 3)} is a 32 x 32 picture with three channels.
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
     * @throws IllegalArgumentException when there is no dimension, or one is below 1, or the product exceeds 2^31 - 1
     */
    public static Shape of(int... dimensions) {
        if (dimensions.length == 0) {
            throw new IllegalArgumentException("a shape needs at least one dimension");
        }
        long size = 1;
        for (int d : dimensions) {
            if (d < 1) {
                throw new IllegalArgumentException(
                        "dimensions of a shape are 1 or more, but got " + Arrays.toString(dimensions));
            }
            size *= d;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "a sample of shape " + Arrays.toString(dimensions) + " has more than 2147483647 elements");
            }
        }
        return new Shape(dimensions.clone());
    }

    /** How many dimensions there are: 3 for {@code [h, w, c]}, 1 for {@code [c]}. */
    public int rank() {
        return dimensions.length;
    }

    /** The size of dimension {@code axis}, counted from 0, outermost first. */
    public int dimension(int axis) {
        return dimensions[axis];
    }

    /** The last dimension: the channels of a picture, the length of a vector. */
    public int channels() {
        return dimensions[dimensions.length - 1];
    }

    /** How many elements a sample of this shape has. */
    public int size() {
        int size = 1;
        for (int d : dimensions) {
            size *= d;
        }
        return size;
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
