package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ElementwiseKernel} on vectors; {@link ScalarElementwise} does the rest of a row. */
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
            int rows, int count, int seed, int rowNumbers, int threshold, float scale, long x, long rowX, long y,
            long rowY) {
        int whole = count - count % LANES;
        for (int r = 0; r < rows; r++) {
            int first = seed + r * rowNumbers;
            dropoutRow(whole, first, threshold, scale, x + r * rowX & MASK, y + r * rowY & MASK);
            scalar.dropoutRow(
                    count - whole, first + whole, threshold, scale, x + r * rowX + 4L * whole,
                    y + r * rowY + 4L * whole);
        }
    }

    @Override
    public void uniform(int rows, int count, int seed, int rowNumbers, long y, long rowY) {
        int whole = count - count % LANES;
        for (int r = 0; r < rows; r++) {
            int first = seed + r * rowNumbers;
            uniformRow(whole, first, y + r * rowY & MASK);
            scalar.uniformRow(count - whole, first + whole, y + r * rowY + 4L * whole);
        }
    }

    private static void uniformRow(int count, int seed, long y) {
        for (int k = 0; k < count; k += LANES) {
            // Randoms.mix, on a vector.
            IntVector v = IOTA.add(seed + k);
            v = v.lanewise(VectorOperators.XOR, v.lanewise(VectorOperators.LSHR, 16)).mul(0x7feb352d);
            v = v.lanewise(VectorOperators.XOR, v.lanewise(VectorOperators.LSHR, 15)).mul(0x846ca68b);
            v = v.lanewise(VectorOperators.XOR, v.lanewise(VectorOperators.LSHR, 16));
            FloatVector steps = (FloatVector) v.lanewise(VectorOperators.ASHR, 9).convert(VectorOperators.I2F, 0);
            steps.add(0.5f).mul(0x1p-22f).intoMemorySegment(ALL, y + 4L * k, ORDER);
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

    /**
     * The blocks of each binary digit of their number are a subtree of its own; added up from the last one on, they make the
     * tree. (Sixteen are two subtrees of eight.)
     */
    @Override
    public void sumBlocks(int blocks, int count, long x, long blockBytes, long y) {
        long whole = 4L * (count - count % LANES);
        scalar.sumBlocks(blocks, count % LANES, x + whole, blockBytes, y + whole);
        int end = blocks;
        for (int size = 1; end > 0; size = Math.min(8, 2 * size)) {
            if (size == 8 || (blocks & size) != 0) {
                boolean add = end < blocks;
                end -= size;
                sumSubtree(size, whole, x + end * blockBytes, blockBytes, y & MASK, add);
            }
        }
    }

    private static void sumSubtree(int blocks, long bytes, long x, long blockBytes, long y, boolean add) {
        switch (blocks) {
            case 1 -> sumOfOne(bytes, x, y, add);
            case 2 -> sumOfTwo(bytes, x, blockBytes, y, add);
            case 4 -> sumOfFour(bytes, x, blockBytes, y, add);
            default -> sumOfEight(bytes, x, blockBytes, y, add);
        }
    }

    private static void sumOfOne(long bytes, long x, long y, boolean add) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector block = FloatVector.fromMemorySegment(S, ALL, x + k & MASK, ORDER);
            FloatVector sum = block;
            if (add) {
                sum = sum.add(FloatVector.fromMemorySegment(S, ALL, y + k, ORDER));
            }
            sum.intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void sumOfTwo(long bytes, long x, long blockBytes, long y, boolean add) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, x + k & MASK, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, x + k + blockBytes & MASK, ORDER);
            FloatVector sum = b0.add(b1);
            if (add) {
                sum = sum.add(FloatVector.fromMemorySegment(S, ALL, y + k, ORDER));
            }
            sum.intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void sumOfFour(long bytes, long x, long blockBytes, long y, boolean add) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, x + k & MASK, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, x + k + blockBytes & MASK, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(S, ALL, x + k + 2 * blockBytes & MASK, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(S, ALL, x + k + 3 * blockBytes & MASK, ORDER);
            FloatVector sum = b0.add(b1).add(b2.add(b3));
            if (add) {
                sum = sum.add(FloatVector.fromMemorySegment(S, ALL, y + k, ORDER));
            }
            sum.intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void sumOfEight(long bytes, long x, long blockBytes, long y, boolean add) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, x + k & MASK, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, x + k + blockBytes & MASK, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(S, ALL, x + k + 2 * blockBytes & MASK, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(S, ALL, x + k + 3 * blockBytes & MASK, ORDER);
            FloatVector b4 = FloatVector.fromMemorySegment(S, ALL, x + k + 4 * blockBytes & MASK, ORDER);
            FloatVector b5 = FloatVector.fromMemorySegment(S, ALL, x + k + 5 * blockBytes & MASK, ORDER);
            FloatVector b6 = FloatVector.fromMemorySegment(S, ALL, x + k + 6 * blockBytes & MASK, ORDER);
            FloatVector b7 = FloatVector.fromMemorySegment(S, ALL, x + k + 7 * blockBytes & MASK, ORDER);
            FloatVector sum = b0.add(b1).add(b2.add(b3)).add(b4.add(b5).add(b6.add(b7)));
            if (add) {
                sum = sum.add(FloatVector.fromMemorySegment(S, ALL, y + k, ORDER));
            }
            sum.intoMemorySegment(ALL, y + k, ORDER);
        }
    }
}
