package io.fovea.runtime;

/**
 * Random numbers that are a function of what they are for, never of who draws first: of seed, purpose, step and
 * element. So a run gives the same bits with any number of threads and after a resume.
 *
 * <p>{@link #mix(int)} is the 32-bit finaliser {@code lowbias32} of Chris Wellons, <i>Prospecting for Hash
 * Functions</i> (2018); {@link #mix(long)} is the 64-bit finaliser of SplitMix64 (Steele, Lea, Flood, <i>Fast
 * Splittable Pseudorandom Number Generators</i>, OOPSLA 2014).
 */
public final class Randoms {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private Randoms() {}

    /** Scrambles 32 bits; a bijection. */
    public static int mix(int v) {
        v ^= v >>> 16;
        v *= 0x7feb352d;
        v ^= v >>> 15;
        v *= 0x846ca68b;
        return v ^ v >>> 16;
    }

    /** Scrambles 64 bits; a bijection. */
    public static long mix(long v) {
        v = (v ^ v >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        v = (v ^ v >>> 27) * 0x94D0_49BB_1331_11EBL;
        return v ^ v >>> 31;
    }

    /** A seed for purpose {@code key} derived from {@code seed}. */
    public static long derive(long seed, long key) {
        return mix(mix(seed + GOLDEN) ^ mix(key * GOLDEN + 1));
    }

    /** Element {@code index} of the sequence of {@code seed}: 64 random bits. */
    public static long bits(long seed, long index) {
        return mix(seed + (index + 1) * GOLDEN);
    }

    /** Element {@code index} of the sequence of {@code seed}, uniform in [0, 1). */
    public static double uniform(long seed, long index) {
        return (bits(seed, index) >>> 11) * 0x1p-53;
    }

    /**
     * Element {@code index} of the sequence of {@code seed}, normal with mean 0 and deviation 1 (Box and Muller, 1958).
     */
    public static double normal(long seed, long index) {
        double u = 1 - uniform(seed, 2 * index);
        double v = uniform(seed, 2 * index + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
    }

    /** A permutation of 0 … {@code n} - 1 (Fisher and Yates, by Durstenfeld, 1964). */
    public static int[] permutation(long seed, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) (uniform(seed, i) * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
