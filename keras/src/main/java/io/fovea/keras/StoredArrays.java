package io.fovea.keras;

import java.util.List;

/** The arrays of an HDF5 file that is not trusted. */
interface StoredArrays {
    /** What the file is called in messages. */
    String name();

    /** Whether there is something at a path. */
    boolean has(String path) throws KerasFileException;

    /** Whether there is a single number at a path. */
    boolean isSingle(String path) throws KerasFileException;

    /**
     * Refuses a path at which {@link #floats} would find nothing.
     *
     * @param shape what the shape of the numbers must be
     * @param what what they are, for messages
     * @throws KerasFileException when there are none, or of another shape or type
     */
    void check(String path, int[] shape, String what) throws KerasFileException;

    /**
     * The numbers at a path, row-major: float32, or float16, bfloat16 and float64, converted.
     *
     * @throws KerasFileException as {@link #check} does
     */
    float[] floats(String path, int[] shape, String what) throws KerasFileException;

    /**
     * The whole number at a path.
     *
     * @param what what it is, for messages
     * @throws KerasFileException when there is none
     */
    long integer(String path, String what) throws KerasFileException;

    /** What is strange about the numbers that were read. */
    List<String> warnings();
}
