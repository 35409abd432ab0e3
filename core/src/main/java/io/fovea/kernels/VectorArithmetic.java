package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import io.fovea.runtime.Memory;

/** {@link ArithmeticKernel} on vectors, one small loop for each function; {@link ScalarArithmetic} does the rest of a row. */
final class VectorArithmetic implements ArithmeticKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final VectorShuffle<Float> EIGHT_ON = VectorShuffle.iota(S, 8 % LANES, 1, true);
    private static final VectorShuffle<Float> FOUR_ON = VectorShuffle.iota(S, 4 % LANES, 1, true);
    private static final VectorShuffle<Float> TWO_ON = VectorShuffle.iota(S, 2, 1, true);
    private static final VectorShuffle<Float> ONE_ON = VectorShuffle.iota(S, 1, 1, true);

    private final ScalarArithmetic scalar = new ScalarArithmetic();

    @Override
    public void apply(Function f, int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY) {
        long whole = 4L * (count - count % LANES);
        for (int r = 0; r < rows; r++) {
            applyRow(f, whole, a + r * rowA & MASK, b + r * rowB & MASK, y + r * rowY & MASK);
        }
        scalar.apply(f, rows, count % LANES, a + whole, rowA, b + whole, rowB, y + whole, rowY);
    }

    private static void applyRow(Function f, long bytes, long a, long b, long y) {
        switch (f) {
            case ADD -> add(bytes, a, b, y);
            case SUBTRACT -> subtract(bytes, a, b, y);
            case MULTIPLY -> multiply(bytes, a, b, y);
            case DIVIDE -> divide(bytes, a, b, y);
            case MAXIMUM -> maximum(bytes, a, b, y);
            case MINIMUM -> minimum(bytes, a, b, y);
        }
    }

    private static void add(long bytes, long a, long b, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, b + k, ORDER);
            u.add(v).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void subtract(long bytes, long a, long b, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, b + k, ORDER);
            u.sub(v).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void multiply(long bytes, long a, long b, long y) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, b + k, ORDER);
            FloatVector w = u.mul(v);
            w.blend(zero, w.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void divide(long bytes, long a, long b, long y) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, b + k, ORDER);
            FloatVector w = u.div(v);
            w.blend(zero, w.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void maximum(long bytes, long a, long b, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, b + k, ORDER);
            u.max(v).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void minimum(long bytes, long a, long b, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, b + k, ORDER);
            u.min(v).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void select(
            boolean which, int rows, int count, long a, long rowA, long b, long rowB, long d, long rowD, long y,
            long rowY) {
        long whole = 4L * (count - count % LANES);
        for (int r = 0; r < rows; r++) {
            long u = a + r * rowA & MASK;
            long v = b + r * rowB & MASK;
            long w = d + r * rowD & MASK;
            long to = y + r * rowY & MASK;
            if (which) {
                whereAtLeast(whole, u, v, w, to);
            } else {
                whereNotAtLeast(whole, u, v, w, to);
            }
        }
        scalar.select(
                which, rows, count % LANES, a + whole, rowA, b + whole, rowB, d + whole, rowD, y + whole, rowY);
    }

    private static void whereAtLeast(long bytes, long a, long b, long d, long y) {
        FloatVector zero = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            VectorMask<Float> mask = u.compare(
                    VectorOperators.GE, FloatVector.fromMemorySegment(S, ALL, b + k, ORDER));
            zero.blend(FloatVector.fromMemorySegment(S, ALL, d + k, ORDER), mask).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void whereNotAtLeast(long bytes, long a, long b, long d, long y) {
        FloatVector zero = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER);
            VectorMask<Float> mask = u.compare(
                    VectorOperators.GE, FloatVector.fromMemorySegment(S, ALL, b + k, ORDER));
            FloatVector.fromMemorySegment(S, ALL, d + k, ORDER).blend(zero, mask).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void sumColumns(int rows, int count, long x, long rowX, long y, long rowY, boolean add, long scratch) {
        int whole = count - count % LANES;
        for (int r = 0; r < rows; r++) {
            long row = x + r * rowX;
            for (long part = 0; part < SCRATCH_BYTES; part += BYTES) {
                sumOfVectors(row + part & MASK, 4L * whole - part, scratch + part & MASK);
            }
            ScalarArithmetic.addColumns(whole, count, row, scratch);
            ScalarArithmetic.put(y + r * rowY, add, tree(scratch));
        }
    }

    /** The sum of every vector that belongs to the same partial sums. */
    static void sumOfVectors(long x, long bytes, long sums) {
        FloatVector sum = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += SCRATCH_BYTES) {
            sum = sum.add(FloatVector.fromMemorySegment(S, ALL, x + k, ORDER));
        }
        sum.intoMemorySegment(ALL, sums, ORDER);
    }

    @Override
    public void spread(int rows, int count, float scale, long x, long rowX, long y, long rowY) {
        long whole = 4L * (count - count % LANES);
        for (int r = 0; r < rows; r++) {
            float value = Subnormals.flush(scale * Memory.get(x + r * rowX));
            spreadRow(whole, value, y + r * rowY & MASK);
        }
        scalar.spread(rows, count % LANES, scale, x, rowX, y + whole, rowY);
    }

    private static void spreadRow(long bytes, float value, long y) {
        FloatVector v = FloatVector.broadcast(S, value);
        for (long k = 0; k < bytes; k += BYTES) {
            v.intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void accumulate(int rows, int count, float factor, long x, long rowX, long y, long rowY, boolean add) {
        long whole = 4L * (count - count % LANES);
        for (int r = 0; r < rows; r++) {
            if (add) {
                addProduct(whole, factor, x + r * rowX & MASK, y + r * rowY & MASK);
            } else {
                putProduct(whole, factor, x + r * rowX & MASK, y + r * rowY & MASK);
            }
        }
        scalar.accumulate(rows, count % LANES, factor, x + whole, rowX, y + whole, rowY, add);
    }

    @Override
    public void blend(int count, long a, float factorA, long b, float factorB, long y) {
        long whole = 4L * (count - count % LANES);
        blendRow(whole, a & MASK, factorA, b & MASK, factorB, y & MASK);
        scalar.blend(count % LANES, a + whole, factorA, b + whole, factorB, y + whole);
    }

    private static void blendRow(long bytes, long a, float factorA, long b, float factorB, long y) {
        FloatVector fa = FloatVector.broadcast(S, factorA);
        FloatVector fb = FloatVector.broadcast(S, factorB);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector first = FloatVector.fromMemorySegment(S, ALL, a + k, ORDER).mul(fa);
            FloatVector.fromMemorySegment(S, ALL, b + k, ORDER).fma(fb, first).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void addProduct(long bytes, float factor, long x, long y) {
        FloatVector f = FloatVector.broadcast(S, factor);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector.fromMemorySegment(S, ALL, x + k, ORDER)
                    .fma(f, FloatVector.fromMemorySegment(S, ALL, y + k, ORDER))
                    .intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void putProduct(long bytes, float factor, long x, long y) {
        FloatVector f = FloatVector.broadcast(S, factor);
        FloatVector zero = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).fma(f, zero).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void maxColumns(int rows, int count, long x, long rowX, long y, long rowY) {
        int whole = count - count % LANES;
        for (int r = 0; r < rows; r++) {
            long row = x + r * rowX;
            float top = whole == 0 ? Float.NEGATIVE_INFINITY : greatest(4L * whole, row & MASK);
            Memory.set(y + r * rowY, ScalarArithmetic.greatest(top, whole, count, row));
        }
    }

    private static float greatest(long bytes, long x) {
        FloatVector top = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        for (long k = 0; k < bytes; k += BYTES) {
            top = top.max(FloatVector.fromMemorySegment(S, ALL, x + k, ORDER));
        }
        return top.reduceLanes(VectorOperators.MAX);
    }

    /** The sum of sixteen partial sums, as {@link ScalarArithmetic#tree}: halves are added until one number is left. */
    static float tree(long parts) {
        long at = parts & MASK;
        FloatVector sum = FloatVector.fromMemorySegment(S, ALL, at, ORDER);
        if (LANES == 8) {
            sum = sum.add(FloatVector.fromMemorySegment(S, ALL, at + BYTES, ORDER));
        } else if (LANES == 4) {
            sum = sum.add(FloatVector.fromMemorySegment(S, ALL, at + 2L * BYTES, ORDER))
                    .add(FloatVector.fromMemorySegment(S, ALL, at + BYTES, ORDER)
                            .add(FloatVector.fromMemorySegment(S, ALL, at + 3L * BYTES, ORDER)));
        }
        if (LANES == 16) {
            sum = sum.add(sum.rearrange(EIGHT_ON));
        }
        if (LANES >= 8) {
            sum = sum.add(sum.rearrange(FOUR_ON));
        }
        sum = sum.add(sum.rearrange(TWO_ON));
        return sum.add(sum.rearrange(ONE_ON)).lane(0);
    }
}
