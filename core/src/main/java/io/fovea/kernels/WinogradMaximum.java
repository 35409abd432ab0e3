package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;
import static io.fovea.runtime.Memory.STRIDES;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import io.fovea.runtime.Memory;

/**
 * {@link VectorWinograd}'s last transform with {@link MaximumOfFour} behind it, in registers: of the 4 x 4 outputs of a tile
 * only the four maxima are written, a quarter. Spelled out, for the JIT makes objects of vectors that methods hand on.
 */
final class WinogradMaximum {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final long WORD = (1L << Vectors.LANES) - 1;

    private WinogradMaximum() {}

    /** See {@link WinogradKernel#outputMaximum}. */
    static void run(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long down, long to, long stepTo, long bias,
            boolean relu, long argmaxMask, long stepMarks) {
        Memory.checkStrides(stepFrom, stepTo, 0);
        long in = stepFrom & STRIDES;
        long out = stepTo & STRIDES;
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector two = FloatVector.broadcast(S, 2);
        FloatVector four = FloatVector.broadcast(S, 4);
        FloatVector eight = FloatVector.broadcast(S, 8);
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                long a = from + r * rowFrom + (long) v * BYTES & MASK;
                FloatVector b = FloatVector.fromMemorySegment(S, ALL, bias + (long) v * BYTES & MASK, ORDER);
                // The upper row of four pixels, p, as in VectorWinograd.output, and the lower one, q.
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, a + in, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, a + 2 * in, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, a + 3 * in, ORDER);
                FloatVector x4 = FloatVector.fromMemorySegment(S, ALL, a + 4 * in, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, a, ORDER);
                FloatVector x5 = FloatVector.fromMemorySegment(S, ALL, a + 5 * in, ORDER);
                FloatVector even1 = x1.add(x2).add(b);
                FloatVector odd1 = x1.sub(x2).add(b);
                FloatVector even2 = x3.add(x4);
                FloatVector odd2 = x3.sub(x4);
                FloatVector p0 = x0.add(even1).add(even2);
                FloatVector p1 = odd2.fma(two, odd1);
                FloatVector p2 = even2.fma(four, even1);
                FloatVector p3 = odd2.fma(eight, odd1).add(x5);
                long c = a + down & MASK;
                x1 = FloatVector.fromMemorySegment(S, ALL, c + in, ORDER);
                x2 = FloatVector.fromMemorySegment(S, ALL, c + 2 * in, ORDER);
                x3 = FloatVector.fromMemorySegment(S, ALL, c + 3 * in, ORDER);
                x4 = FloatVector.fromMemorySegment(S, ALL, c + 4 * in, ORDER);
                x0 = FloatVector.fromMemorySegment(S, ALL, c, ORDER);
                x5 = FloatVector.fromMemorySegment(S, ALL, c + 5 * in, ORDER);
                even1 = x1.add(x2).add(b);
                odd1 = x1.sub(x2).add(b);
                even2 = x3.add(x4);
                odd2 = x3.sub(x4);
                FloatVector q0 = x0.add(even1).add(even2);
                FloatVector q1 = odd2.fma(two, odd1);
                FloatVector q2 = even2.fma(four, even1);
                FloatVector q3 = odd2.fma(eight, odd1).add(x5);
                // The windows: p0 p1 over q0 q1, and p2 p3 over q2 q3.
                FloatVector left = p0.blend(p1, p1.compare(VectorOperators.GT, p0));
                left = left.blend(q0, q0.compare(VectorOperators.GT, left));
                left = left.blend(q1, q1.compare(VectorOperators.GT, left));
                FloatVector right = p2.blend(p3, p3.compare(VectorOperators.GT, p2));
                right = right.blend(q2, q2.compare(VectorOperators.GT, right));
                right = right.blend(q3, q3.compare(VectorOperators.GT, right));
                if (argmaxMask != 0) {
                    long open = relu ? left.compare(VectorOperators.GE, tiny).toLong() : WORD;
                    long m0 = p0.compare(VectorOperators.EQ, left).toLong() & open;
                    long m1 = p1.compare(VectorOperators.EQ, left).toLong() & open & ~m0;
                    long m2 = q0.compare(VectorOperators.EQ, left).toLong() & open & ~m0 & ~m1;
                    long m3 = q1.compare(VectorOperators.EQ, left).toLong() & open & ~m0 & ~m1 & ~m2;
                    long at = argmaxMask + 2L * r * stepMarks + 8L * v;
                    ALL.set(LONG, at & MASK, m0 | m1 << 16 | m2 << 32 | m3 << 48);
                    open = relu ? right.compare(VectorOperators.GE, tiny).toLong() : WORD;
                    m0 = p2.compare(VectorOperators.EQ, right).toLong() & open;
                    m1 = p3.compare(VectorOperators.EQ, right).toLong() & open & ~m0;
                    m2 = q2.compare(VectorOperators.EQ, right).toLong() & open & ~m0 & ~m1;
                    m3 = q3.compare(VectorOperators.EQ, right).toLong() & open & ~m0 & ~m1 & ~m2;
                    ALL.set(LONG, at + stepMarks & MASK, m0 | m1 << 16 | m2 << 32 | m3 << 48);
                }
                if (relu) {
                    left = left.blend(zero, left.compare(VectorOperators.LT, tiny));
                    right = right.blend(zero, right.compare(VectorOperators.LT, tiny));
                }
                long y = to + 2L * r * out + (long) v * BYTES & MASK;
                left.intoMemorySegment(ALL, y, ORDER);
                right.intoMemorySegment(ALL, y + out, ORDER);
            }
        }
    }
}
