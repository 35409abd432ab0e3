package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

// Written by TileSource (in the tests' folder), which a test compares with this file: change that one.
/**
 * The register tile, R rows by V vectors, for each R of 1 to 8 and V of 1 to 2:
 *
 * <pre>C[r][j] = I[r][j] + sum over t, p of A[a + t tapA + p stepA + r rowA] B[b + t tapB + p rowB + j]</pre>
 *
 * <p>Addresses and strides are in bytes; t runs to taps, p to depth, j over V vectors. All of C is loaded before
 * the first is stored, so C may be I. The rows are spelled out, one body without calls: small helper methods in
 * it made the compiler box the vectors (17 instead of 260 GFLOP/s), and a loop over rows cannot keep C in
 * registers. R x V + V + 1 registers are in use: 8 x 2 suits 32 of them, 5 x 2 and 8 x 1 suit 16.
 */
final class Tiles {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final long BYTES = S.vectorByteSize();
    private static final ValueLayout.OfFloat F = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Tiles() {}

    static void tile1x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
    }

    static void tile2x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
    }

    static void tile3x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
    }

    static void tile4x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
    }

    static void tile5x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
    }

    static void tile6x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 5 * rowA));
                c50 = x.fma(b0, c50);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c50.intoMemorySegment(ALL, c + 5 * rowC, ORDER);
    }

    static void tile7x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit, ORDER);
        FloatVector c60 = FloatVector.fromMemorySegment(S, ALL, init + 6 * rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 5 * rowA));
                c50 = x.fma(b0, c50);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 6 * rowA));
                c60 = x.fma(b0, c60);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c50.intoMemorySegment(ALL, c + 5 * rowC, ORDER);
        c60.intoMemorySegment(ALL, c + 6 * rowC, ORDER);
    }

    static void tile8x1(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit, ORDER);
        FloatVector c60 = FloatVector.fromMemorySegment(S, ALL, init + 6 * rowInit, ORDER);
        FloatVector c70 = FloatVector.fromMemorySegment(S, ALL, init + 7 * rowInit, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 5 * rowA));
                c50 = x.fma(b0, c50);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 6 * rowA));
                c60 = x.fma(b0, c60);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 7 * rowA));
                c70 = x.fma(b0, c70);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c50.intoMemorySegment(ALL, c + 5 * rowC, ORDER);
        c60.intoMemorySegment(ALL, c + 6 * rowC, ORDER);
        c70.intoMemorySegment(ALL, c + 7 * rowC, ORDER);
    }

    static void tile1x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
    }

    static void tile2x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
    }

    static void tile3x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c21.intoMemorySegment(ALL, c + 2 * rowC + BYTES, ORDER);
    }

    static void tile4x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit + BYTES, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c21.intoMemorySegment(ALL, c + 2 * rowC + BYTES, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c31.intoMemorySegment(ALL, c + 3 * rowC + BYTES, ORDER);
    }

    static void tile5x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit + BYTES, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit + BYTES, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c41 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c21.intoMemorySegment(ALL, c + 2 * rowC + BYTES, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c31.intoMemorySegment(ALL, c + 3 * rowC + BYTES, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c41.intoMemorySegment(ALL, c + 4 * rowC + BYTES, ORDER);
    }

    static void tile6x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit + BYTES, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit + BYTES, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c41 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit + BYTES, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit, ORDER);
        FloatVector c51 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 5 * rowA));
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c21.intoMemorySegment(ALL, c + 2 * rowC + BYTES, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c31.intoMemorySegment(ALL, c + 3 * rowC + BYTES, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c41.intoMemorySegment(ALL, c + 4 * rowC + BYTES, ORDER);
        c50.intoMemorySegment(ALL, c + 5 * rowC, ORDER);
        c51.intoMemorySegment(ALL, c + 5 * rowC + BYTES, ORDER);
    }

    static void tile7x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit + BYTES, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit + BYTES, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c41 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit + BYTES, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit, ORDER);
        FloatVector c51 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit + BYTES, ORDER);
        FloatVector c60 = FloatVector.fromMemorySegment(S, ALL, init + 6 * rowInit, ORDER);
        FloatVector c61 = FloatVector.fromMemorySegment(S, ALL, init + 6 * rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 5 * rowA));
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 6 * rowA));
                c60 = x.fma(b0, c60);
                c61 = x.fma(b1, c61);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c21.intoMemorySegment(ALL, c + 2 * rowC + BYTES, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c31.intoMemorySegment(ALL, c + 3 * rowC + BYTES, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c41.intoMemorySegment(ALL, c + 4 * rowC + BYTES, ORDER);
        c50.intoMemorySegment(ALL, c + 5 * rowC, ORDER);
        c51.intoMemorySegment(ALL, c + 5 * rowC + BYTES, ORDER);
        c60.intoMemorySegment(ALL, c + 6 * rowC, ORDER);
        c61.intoMemorySegment(ALL, c + 6 * rowC + BYTES, ORDER);
    }

    static void tile8x2(
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
        init &= MASK;
        c &= MASK;
        FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, init, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, init + BYTES, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, init + rowInit, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, init + rowInit + BYTES, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit, ORDER);
        FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, init + 2 * rowInit + BYTES, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit, ORDER);
        FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, init + 3 * rowInit + BYTES, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit, ORDER);
        FloatVector c41 = FloatVector.fromMemorySegment(S, ALL, init + 4 * rowInit + BYTES, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit, ORDER);
        FloatVector c51 = FloatVector.fromMemorySegment(S, ALL, init + 5 * rowInit + BYTES, ORDER);
        FloatVector c60 = FloatVector.fromMemorySegment(S, ALL, init + 6 * rowInit, ORDER);
        FloatVector c61 = FloatVector.fromMemorySegment(S, ALL, init + 6 * rowInit + BYTES, ORDER);
        FloatVector c70 = FloatVector.fromMemorySegment(S, ALL, init + 7 * rowInit, ORDER);
        FloatVector c71 = FloatVector.fromMemorySegment(S, ALL, init + 7 * rowInit + BYTES, ORDER);
        for (int t = 0; t < taps; t++) {
            long at = a + t * tapA;
            long bt = b + t * tapB;
            for (int p = 0; p < depth; p++) {
                long ap = at + p * stepA & MASK;
                long bp = bt + p * rowB & MASK;
                FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bp, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bp + BYTES, ORDER);
                FloatVector x;
                x = FloatVector.broadcast(S, ALL.get(F, ap));
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(S, ALL.get(F, ap + rowA));
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 2 * rowA));
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 3 * rowA));
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 4 * rowA));
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 5 * rowA));
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 6 * rowA));
                c60 = x.fma(b0, c60);
                c61 = x.fma(b1, c61);
                x = FloatVector.broadcast(S, ALL.get(F, ap + 7 * rowA));
                c70 = x.fma(b0, c70);
                c71 = x.fma(b1, c71);
            }
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + BYTES, ORDER);
        c10.intoMemorySegment(ALL, c + rowC, ORDER);
        c11.intoMemorySegment(ALL, c + rowC + BYTES, ORDER);
        c20.intoMemorySegment(ALL, c + 2 * rowC, ORDER);
        c21.intoMemorySegment(ALL, c + 2 * rowC + BYTES, ORDER);
        c30.intoMemorySegment(ALL, c + 3 * rowC, ORDER);
        c31.intoMemorySegment(ALL, c + 3 * rowC + BYTES, ORDER);
        c40.intoMemorySegment(ALL, c + 4 * rowC, ORDER);
        c41.intoMemorySegment(ALL, c + 4 * rowC + BYTES, ORDER);
        c50.intoMemorySegment(ALL, c + 5 * rowC, ORDER);
        c51.intoMemorySegment(ALL, c + 5 * rowC + BYTES, ORDER);
        c60.intoMemorySegment(ALL, c + 6 * rowC, ORDER);
        c61.intoMemorySegment(ALL, c + 6 * rowC + BYTES, ORDER);
        c70.intoMemorySegment(ALL, c + 7 * rowC, ORDER);
        c71.intoMemorySegment(ALL, c + 7 * rowC + BYTES, ORDER);
    }
}
