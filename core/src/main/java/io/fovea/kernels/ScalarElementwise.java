package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import io.fovea.runtime.Randoms;

/** {@link ElementwiseKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarElementwise implements ElementwiseKernel {
    @Override
    public void add(int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, get(a + r * rowA + k) + get(b + r * rowB + k));
            }
        }
    }

    @Override
    public void scale(int rows, int count, float scale, float offset, long x, long rowX, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, Math.fma(get(x + r * rowX + k), scale, offset));
            }
        }
    }

    @Override
    public void sumRows(int rows, int count, long x, long rowX, long sums, boolean add) {
        for (long k = 0; k < 4L * count; k += 4) {
            float sum = add ? get(sums + k) : 0;
            for (int r = 0; r < rows; r++) {
                sum += get(x + r * rowX + k);
            }
            set(sums + k, sum);
        }
    }

    @Override
    public void dropout(
            int rows, int count, int seed, int rowNumbers, int threshold, float scale, long x, long rowX, long y,
            long rowY) {
        for (int r = 0; r < rows; r++) {
            dropoutRow(count, seed + r * rowNumbers, threshold, scale, x + r * rowX, y + r * rowY);
        }
    }

    void dropoutRow(int count, int seed, int threshold, float scale, long x, long y) {
        for (int k = 0; k < count; k++) {
            boolean kept = Randoms.mix(seed + k) < threshold;
            set(y + 4L * k, kept ? get(x + 4L * k) * scale : 0);
        }
    }

    @Override
    public void uniform(int rows, int count, int seed, int rowNumbers, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            uniformRow(count, seed + r * rowNumbers, y + r * rowY);
        }
    }

    void uniformRow(int count, int seed, long y) {
        for (int k = 0; k < count; k++) {
            set(y + 4L * k, ((Randoms.mix(seed + k) >> 9) + 0.5f) * 0x1p-22f);
        }
    }

    @Override
    public void sumBlocks(int blocks, int count, long x, long blockBytes, long y) {
        for (long k = 0; k < 4L * count; k += 4) {
            set(y + k, tree(blocks, x + k, blockBytes));
        }
    }

    private static float tree(int blocks, long x, long blockBytes) {
        if (blocks == 1) {
            return get(x);
        }
        int left = Integer.highestOneBit(blocks - 1);
        return tree(left, x, blockBytes) + tree(blocks - left, x + left * blockBytes, blockBytes);
    }
}
