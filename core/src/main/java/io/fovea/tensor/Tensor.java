package io.fovea.tensor;

/**
 * Numbers in memory, row-major: {@code values} holds {@code count} samples of {@code sampleShape} one after another, so
 * that a batch of pictures is {@code [n, h, w, c]}. The array is not copied.
 *
 * @param count how many samples, 0 or more
 * @param sampleShape the shape of each
 * @param values {@code count * sampleShape.size()} numbers
 */
public record Tensor(int count, Shape sampleShape, float[] values) {
    /**
     * Checks that the array has the length that the shape asks for.
     *
     * @throws IllegalArgumentException when it has not
     */
    public Tensor {
        if (count < 0 || (long) count * sampleShape.size() != values.length) {
            throw new IllegalArgumentException(
                    count + " samples of shape " + sampleShape + " need " + (long) count * sampleShape.size()
                            + " values, but the array has " + values.length);
        }
    }

    /** Sample {@code index} as a new array. */
    public float[] sample(int index) {
        int size = sampleShape.size();
        return java.util.Arrays.copyOfRange(values, index * size, (index + 1) * size);
    }
}
