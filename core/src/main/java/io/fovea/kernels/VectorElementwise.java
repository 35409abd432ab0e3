package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ElementwiseKernel} on vectors; {@link ScalarElementwise} does what is left at the end of a row. */
final class VectorElementwise implements ElementwiseKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;
    private static final int LANES = Vectors.LANES;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final IntVector IOTA = IntVector.zero(I).addIndex(1);

    private final ScalarElementwise scalar = new ScalarElementwise();

    @Override
    public void add(int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY) {
        long whole = 4L * (count - count % LANES);
        for (int r = 0; r < rows; r++) {
            addRow(whole, a + r * rowA & MASK, b + r * rowB & MASK, y + r * rowY & MASK);
        }
        scalar.add(rows, count % LANES, a + whole, rowA, b + whole, rowB, y + whole, rowY);
    }

    private static void addRow(long bytes, long a, long b, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            v.add(FloatVector.fromMemorySegment(S, ALL, b + k, ORDER)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void scale(int rows, int count, float scale, float offset, long x, long rowX, long y, long rowY) {
        long whole = 4L * (count - count % LANES);
        for (int r = 0; r < rows; r++) {
            scaleRow(whole, scale, offset, x + r * rowX & MASK, y + r * rowY & MASK);
        }
        scalar.scale(rows, count % LANES, scale, offset, x + whole, rowX, y + whole, rowY);
    }

    private static void scaleRow(long bytes, float scale, float offset, long x, long y) {
        FloatVector s = FloatVector.broadcast(S, scale);
        FloatVector o = FloatVector.broadcast(S, offset);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).fma(s, o).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void sumRows(int rows, int count, long x, long rowX, long sums, boolean add) {
        int k = 0;
        for (; k + 2 * LANES <= count; k += 2 * LANES) {
            sumTwo(rows, x + 4L * k & MASK, rowX, sums + 4L * k & MASK, add);
        }
        for (; k + LANES <= count; k += LANES) {
            sumOne(rows, x + 4L * k & MASK, rowX, sums + 4L * k & MASK, add);
        }
        scalar.sumRows(rows, count - k, x + 4L * k, rowX, sums + 4L * k, add);
    }

    private static void sumOne(int rows, long x, long rowX, long sums, boolean add) {
        FloatVector sum = add ? FloatVector.fromMemorySegment(S, ALL, sums, ORDER) : FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            sum = sum.add(FloatVector.fromMemorySegment(S, ALL, x + r * rowX & MASK, ORDER));
        }
        sum.intoMemorySegment(ALL, sums, ORDER);
    }

    /** Two vectors at once: one alone waits for its own sum. */
    private static void sumTwo(int rows, long x, long rowX, long sums, boolean add) {
        FloatVector sum0 = add ? FloatVector.fromMemorySegment(S, ALL, sums, ORDER) : FloatVector.zero(S);
        FloatVector sum1 = add ? FloatVector.fromMemorySegment(S, ALL, sums + BYTES, ORDER) : FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            long at = x + r * rowX & MASK;
            sum0 = sum0.add(FloatVector.fromMemorySegment(S, ALL, at, ORDER));
            sum1 = sum1.add(FloatVector.fromMemorySegment(S, ALL, at + BYTES, ORDER));
        }
        sum0.intoMemorySegment(ALL, sums, ORDER);
        sum1.intoMemorySegment(ALL, sums + BYTES, ORDER);
    }

    @Override
    public void dropout(
            int rows, int count, int seed, int threshold, float scale, long x, long rowX, long y, long rowY) {
        int whole = count - count % LANES;
        for (int r = 0; r < rows; r++) {
            int first = seed + r * count;
            dropoutRow(whole, first, threshold, scale, x + r * rowX & MASK, y + r * rowY & MASK);
            scalar.dropoutRow(
                    count - whole, first + whole, threshold, scale, x + r * rowX + 4L * whole,
                    y + r * rowY + 4L * whole);
        }
    }

    private static void dropoutRow(int count, int seed, int threshold, float scale, long x, long y) {
        FloatVector s = FloatVector.broadcast(S, scale);
        for (int k = 0; k < count; k += LANES) {
            // Randoms.mix, on a vector.
            IntVector v = IOTA.add(seed + k);
            v = v.lanewise(VectorOperators.XOR, v.lanewise(VectorOperators.LSHR, 16)).mul(0x7feb352d);
            v = v.lanewise(VectorOperators.XOR, v.lanewise(VectorOperators.LSHR, 15)).mul(0x846ca68b);
            v = v.lanewise(VectorOperators.XOR, v.lanewise(VectorOperators.LSHR, 16));
            VectorMask<Float> kept = v.compare(VectorOperators.LT, threshold).cast(S);
            FloatVector scaled = FloatVector.fromMemorySegment(S, ALL, x + 4L * k, ORDER).mul(s);
            FloatVector.zero(S).blend(scaled, kept).intoMemorySegment(ALL, y + 4L * k, ORDER);
        }
    }

    @Override
    public void sumBlocks(int blocks, int count, long x, long blockBytes, long y) {
        long whole = 4L * (count - count % LANES);
        for (long k = 0; k < whole; k += BYTES) {
            sumBlock(blocks, x + k & MASK, blockBytes, y + k & MASK);
        }
        scalar.sumBlocks(blocks, count % LANES, x + whole, blockBytes, y + whole);
    }

    private static void sumBlock(int blocks, long x, long blockBytes, long y) {
        FloatVector sum = FloatVector.fromMemorySegment(S, ALL, x, ORDER);
        for (int b = 1; b < blocks; b++) {
            sum = sum.add(FloatVector.fromMemorySegment(S, ALL, x + b * blockBytes & MASK, ORDER));
        }
        sum.intoMemorySegment(ALL, y, ORDER);
    }
}
