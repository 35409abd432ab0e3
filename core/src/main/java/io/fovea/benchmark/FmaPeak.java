package io.fovea.benchmark;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.fovea.kernels.Vectors;

/**
 * The most that a core can do from Java: chains of multiply-adds that touch no memory, enough of them to hide each other's
 * latency. Kernels are compared with it.
 */
final class FmaPeak {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int CHAINS = 12;

    private FmaPeak() {}

    /** Floating point operations of {@code rounds} rounds. */
    static double flops(int rounds) {
        return 2.0 * CHAINS * Vectors.LANES * rounds;
    }

    /**
     * Does the rounds.
     *
     * @return a number that depends on all of them, to be used, so that none is left out
     */
    static float run(int rounds) {
        FloatVector m = FloatVector.broadcast(S, 0.999f);
        FloatVector k = FloatVector.broadcast(S, 1e-3f);
        FloatVector r0 = FloatVector.broadcast(S, 0f);
        FloatVector r1 = FloatVector.broadcast(S, 1f);
        FloatVector r2 = FloatVector.broadcast(S, 2f);
        FloatVector r3 = FloatVector.broadcast(S, 3f);
        FloatVector r4 = FloatVector.broadcast(S, 4f);
        FloatVector r5 = FloatVector.broadcast(S, 5f);
        FloatVector r6 = FloatVector.broadcast(S, 6f);
        FloatVector r7 = FloatVector.broadcast(S, 7f);
        FloatVector r8 = FloatVector.broadcast(S, 8f);
        FloatVector r9 = FloatVector.broadcast(S, 9f);
        FloatVector r10 = FloatVector.broadcast(S, 10f);
        FloatVector r11 = FloatVector.broadcast(S, 11f);
        for (int i = 0; i < rounds; i++) {
            // m.fma(k, r), not r.fma(m, k): the second form measures half.
            r0 = m.fma(k, r0);
            r1 = m.fma(k, r1);
            r2 = m.fma(k, r2);
            r3 = m.fma(k, r3);
            r4 = m.fma(k, r4);
            r5 = m.fma(k, r5);
            r6 = m.fma(k, r6);
            r7 = m.fma(k, r7);
            r8 = m.fma(k, r8);
            r9 = m.fma(k, r9);
            r10 = m.fma(k, r10);
            r11 = m.fma(k, r11);
        }
        FloatVector a = r0.add(r1).add(r2).add(r3).add(r4).add(r5);
        return a.add(r6).add(r7).add(r8).add(r9).add(r10).add(r11).lane(0);
    }
}
