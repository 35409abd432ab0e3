package io.fovea.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this process. It is the machine's widest, unless the system property {@code fovea.vector.bits} (128,
 * 256 or 512) says otherwise; constants, since the compiler makes good code only for a width that it knows.
 *
 * <p>No kernel may use a second width. The methods of the Vector API are shared by all widths, and so are the compiler's
 * counts of the classes that it saw in them: once it has seen two, it calls {@code c.intoMemorySegment} in a tile through a
 * table instead of writing it out, for which each sum must be an object. Some runs then trained ten times slower.
 */
@SuppressWarnings("exports")
public final class Vectors {
    /** The float vectors. */
    public static final VectorSpecies<Float> FLOATS = species(System.getProperty("fovea.vector.bits", ""));
    /** The int vectors of the same width. */
    public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.withShape(FLOATS.vectorShape());
    /** Floats in a vector. */
    public static final int LANES = FLOATS.length();
    /** Bytes of a vector. */
    public static final int BYTES = FLOATS.vectorByteSize();

    private Vectors() {}

    static VectorSpecies<Float> species(String bits) {
        return switch (bits) {
            case "" -> FloatVector.SPECIES_PREFERRED;
            case "128" -> FloatVector.SPECIES_128;
            case "256" -> FloatVector.SPECIES_256;
            case "512" -> FloatVector.SPECIES_512;
            default -> throw new IllegalArgumentException(
                    "system property fovea.vector.bits is 128, 256 or 512, but got '" + bits + "'");
        };
    }
}
