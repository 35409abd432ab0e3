package io.fovea.data;

import java.util.Arrays;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * The numbers of a {@code .npy} file.
 *
 * @param shape sizes of its dimensions, outermost first; empty for a single number
 * @param bytes whether the numbers were unsigned bytes, as images have
 * @param values row-major
 */
public record NpyArray(int[] shape, boolean bytes, float[] values) {
    /**
     * The array as samples: its first dimension counts them.
     *
     * @throws DataException when it has one dimension or none, or samples without elements
     */
    public Tensor samples() {
        if (shape.length < 2) {
            throw new DataException(
                    "an array of samples has two dimensions or more, but this has the shape " + Arrays.toString(shape));
        }
        if (Arrays.stream(shape).skip(1).anyMatch(size -> size == 0)) {
            throw new DataException(
                    "an array of the shape " + Arrays.toString(shape) + " has samples without elements");
        }
        return new Tensor(shape[0], Shape.of(Arrays.copyOfRange(shape, 1, shape.length)), values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray a && bytes == a.bytes && Arrays.equals(shape, a.shape)
                && Arrays.equals(values, a.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }
}
