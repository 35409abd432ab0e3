package io.fovea.data;

import io.fovea.tensor.Shape;

/**
 * Samples of one shape that can be read in any order: the images or the labels of a data set. Reading is thread-safe,
 * and two reads of the same sample give the same numbers.
 *
 * <p>Implement it to train on data of your own that does not fit in memory.
 */
public interface Samples {
    /** How many samples there are. */
    int size();

    /** The shape of each sample: {@code [h, w, c]} for images, {@code [1]} for class indices. */
    Shape shape();

    /**
     * Writes sample {@code index} into {@code into}, row-major, from {@code offset} on.
     *
     * @param index from 0 to {@link #size()} - 1
     * @throws IndexOutOfBoundsException when there is no such sample, or {@code into} is too short
     */
    void read(int index, float[] into, int offset);
}
