package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import io.fovea.runtime.Memory;

/** {@link ArithmeticKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarArithmetic implements ArithmeticKernel {
    /** Partial sums of a sum over columns. */
    private static final int PARTS = 16;

    @Override
    public void apply(Function f, int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, value(f, get(a + r * rowA + k), get(b + r * rowB + k)));
            }
        }
    }

    private static float value(Function f, float a, float b) {
        return switch (f) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> Subnormals.flush(a * b);
            case DIVIDE -> Subnormals.flush(a / b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
        };
    }

    @Override
    public void select(
            boolean which, int rows, int count, long a, long rowA, long b, long rowB, long d, long rowD, long y,
            long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                boolean atLeast = get(a + r * rowA + k) >= get(b + r * rowB + k);
                set(y + r * rowY + k, atLeast == which ? get(d + r * rowD + k) : 0);
            }
        }
    }

    @Override
    public void sumColumns(int rows, int count, long x, long rowX, long y, long rowY, boolean add, long scratch) {
        for (int r = 0; r < rows; r++) {
            Memory.clear(scratch, SCRATCH_BYTES);
            addColumns(0, count, x + r * rowX, scratch);
            put(y + r * rowY, add, tree(scratch));
        }
    }

    /** Adds the columns from {@code first} on to the partial sums. */
    static void addColumns(int first, int count, long x, long scratch) {
        for (int k = first; k < count; k++) {
            long part = scratch + 4L * (k % PARTS);
            set(part, get(part) + get(x + 4L * k));
        }
    }

    /** The sum of the partial sums, halves first. */
    static float tree(long scratch) {
        return tree(scratch, 1);
    }

    private static float tree(long part, int count) {
        return count == PARTS ? get(part) : tree(part, 2 * count) + tree(part + 4L * count, 2 * count);
    }

    static void put(long y, boolean add, float sum) {
        set(y, add ? get(y) + sum : sum);
    }

    @Override
    public void spread(int rows, int count, float scale, long x, long rowX, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            float value = Subnormals.flush(scale * get(x + r * rowX));
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, value);
            }
        }
    }

    @Override
    public void accumulate(int rows, int count, float factor, long x, long rowX, long y, long rowY, boolean add) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, Math.fma(get(x + r * rowX + k), factor, add ? get(y + r * rowY + k) : 0));
            }
        }
    }

    @Override
    public void blend(int count, long a, float factorA, long b, float factorB, long y) {
        for (long k = 0; k < 4L * count; k += 4) {
            set(y + k, Math.fma(get(b + k), factorB, get(a + k) * factorA));
        }
    }

    @Override
    public void maxColumns(int rows, int count, long x, long rowX, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            set(y + r * rowY, greatest(Float.NEGATIVE_INFINITY, 0, count, x + r * rowX));
        }
    }

    /** The greatest of {@code start} and the columns from {@code first} on. */
    static float greatest(float start, int first, int count, long x) {
        float top = start;
        for (int k = first; k < count; k++) {
            top = Math.max(top, get(x + 4L * k));
        }
        return top;
    }
}
