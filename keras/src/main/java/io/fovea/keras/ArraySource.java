package io.fovea.keras;

import java.util.List;

/** Arrays with names, of a file that is open. */
interface ArraySource {
    /** The names, in the order of the file. */
    List<String> names();

    /** The sizes of an array's dimensions. */
    int[] shape(String name) throws KerasFileException;

    /** An array's numbers, row-major. */
    float[] floats(String name) throws KerasFileException;
}
