package io.fovea.kernels;

import java.util.function.IntToDoubleFunction;

import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;

/**
 * Rows of floats with gaps between them, in memory filled with a canary: a write outside the rows changes
 * {@link #contents()}.
 *
 * @param address of the first row, in bytes
 * @param rows of floats
 * @param count floats of a row
 * @param stride floats from one row to the next
 */
record Block(long address, int rows, int count, int stride) {
    /** A value that no kernel makes. */
    static final float CANARY = -7.25e33f;

    /** Floats before the first row and after the last: more than the longest vector. */
    private static final int MARGIN = 32;

    /** Rows of canaries. */
    static Block of(Memory memory, int rows, int count, int gap) {
        int stride = count + gap;
        int floats = rows * stride + 2 * MARGIN;
        long start = memory.allocate(4L * floats);
        for (int i = 0; i < floats; i++) {
            Memory.set(start + 4L * i, CANARY);
        }
        return new Block(start + 4L * MARGIN, rows, count, stride);
    }

    /** Rows of normally distributed numbers. */
    static Block random(Memory memory, int rows, int count, int gap, long seed) {
        return of(memory, rows, count, gap).fill(i -> Randoms.normal(seed, i));
    }

    /** Sets element i of all rows in order. */
    Block fill(IntToDoubleFunction values) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < count; k++) {
                set(r, k, (float) values.applyAsDouble(r * count + k));
            }
        }
        return this;
    }

    /** The same rows, gaps and contents elsewhere. */
    Block copy(Memory memory) {
        Block copy = of(memory, rows, count, stride - count);
        return copy.fill(i -> get(i / count, i % count));
    }

    long rowBytes() {
        return 4L * stride;
    }

    float get(int row, int k) {
        return Memory.get(address + row * rowBytes() + 4L * k);
    }

    void set(int row, int k, float value) {
        Memory.set(address + row * rowBytes() + 4L * k, value);
    }

    /** The elements of all rows in order. */
    double[] values() {
        double[] values = new double[rows * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i / count, i % count);
        }
        return values;
    }

    /** The bits of rows, gaps and margins; every NaN is the same. */
    int[] contents() {
        int[] bits = new int[rows * stride + 2 * MARGIN];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(Memory.get(address + 4L * (i - MARGIN)));
        }
        return bits;
    }

    /** Whether nothing was written but rows. */
    boolean canariesAlive() {
        int[] bits = contents();
        int canary = Float.floatToIntBits(CANARY);
        for (int i = 0; i < bits.length; i++) {
            int inside = i - MARGIN;
            boolean row = inside >= 0 && inside < rows * stride && inside % stride < count;
            if (!row && bits[i] != canary) {
                return false;
            }
        }
        return true;
    }
}
