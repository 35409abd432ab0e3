package io.fovea.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers in memory, row-major: {@code values} holds {@code count} samples of {@code sampleShape} one after another, so
 * that a batch of images is {@code [n, h, w, c]}. The array is not copied.
 *
 * @param count how many samples, 0 or more
 * @param sampleShape the shape of each
 * @param values {@code count * sampleShape.size()} numbers
 */
public record Tensor(int count, Shape sampleShape, float[] values) {
    /**
     * Checks the length of the array.
     *
     * @throws IllegalArgumentException when it is not {@code count * sampleShape.size()}
     */
    public Tensor {
        if (count < 0 || (long) count * sampleShape.size() != values.length) {
            throw new IllegalArgumentException(
                    count + " samples of shape " + sampleShape + " need " + (long) count * sampleShape.size()
                            + " values, but the array has " + values.length);
        }
    }

    /**
     * Sample {@code index} as a new array.
     *
     * @throws IndexOutOfBoundsException when there is no such sample
     */
    public float[] sample(int index) {
        Objects.checkIndex(index, count);
        int size = sampleShape.size();
        return Arrays.copyOfRange(values, index * size, (index + 1) * size);
    }

    /** Every sample as a new array. */
    public float[][] toArrays() {
        float[][] samples = new float[count][];
        Arrays.setAll(samples, this::sample);
        return samples;
    }
}
