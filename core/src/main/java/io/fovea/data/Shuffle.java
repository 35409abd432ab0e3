package io.fovea.data;

import io.fovea.runtime.Randoms;

/** Random orders of samples. */
public final class Shuffle {
    private Shuffle() {}

    /**
     * The indices 0 to {@code size} - 1 in an order that depends on the arguments alone.
     *
     * @param purpose tells this use of a seed from others
     */
    public static int[] order(long seed, long purpose, int size) {
        return Randoms.permutation(Randoms.derive(seed, purpose), size);
    }
}
