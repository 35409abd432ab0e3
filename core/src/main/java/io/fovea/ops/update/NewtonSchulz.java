package io.fovea.ops.update;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.Subnormals;
import io.fovea.runtime.Memory;

/**
 * The iteration of Newton and Schulz that makes a matrix nearly orthogonal (Bernstein and Newhouse, arXiv:2409.20325): {@code X = (a I + b
 * A + c A A) X} with {@code A = X X^T}. Three products an iteration, each divided into tasks of some rows. Matrices lie in panels two
 * vectors wide, padded with zeros; sums run along the matrix, so that their order is the same at any vector width.
 *
 * @param kernels of the plan
 * @param address of {@link #bytes} bytes
 * @param rows of the matrix, no more than columns
 * @param columns of the matrix
 */
public record NewtonSchulz(Kernels kernels, long address, int rows, int columns) {
    /** Products of an iteration. */
    static final int PHASES = 3;

    private static int padded(int count, int lanes) {
        return Math.ceilDiv(count, 2 * lanes) * (2 * lanes);
    }

    /** Room for X, the next X, X^T, A, {@code b I + c A}, the polynomial and a row of zeros. */
    static long bytes(int rows, int columns, int lanes) {
        long high = padded(rows, lanes);
        long wide = padded(columns, lanes);
        return 4 * (3 * high * wide + 3 * high * high + 2L * lanes);
    }

    private int width() {
        return 2 * kernels.lanes();
    }

    private int high() {
        return padded(rows, kernels.lanes());
    }

    private int wide() {
        return padded(columns, kernels.lanes());
    }

    private long wideMatrix(int index) {
        return address + 4L * index * high() * wide();
    }

    /** X before iteration {@code iteration}. */
    private long x(int iteration) {
        return wideMatrix(iteration % 2);
    }

    private long transposed() {
        return wideMatrix(2);
    }

    private long square(int index) {
        return wideMatrix(3) + 4L * index * high() * high();
    }

    /** Offset of a number in a matrix of {@code height} rows. */
    private long offset(int height, int row, int column) {
        return 4L * ((long) column / width() * height * width() + (long) row * width() + column % width());
    }

    /** Tasks of each product. */
    int tasks() {
        return high() / width();
    }

    /**
     * Takes the matrix, row-major.
     *
     * @param transposes whether {@code matrix} is X^T
     * @param scale what it is divided by
     */
    void read(float[] matrix, boolean transposes, float scale) {
        Memory.clear(x(0), 4L * high() * wide());
        Memory.clear(transposed(), 4L * high() * wide());
        Memory.clear(square(3), 4L * width());
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                float value = Subnormals.flush(matrix[transposes ? c * rows + r : r * columns + c] / scale);
                Memory.set(x(0) + offset(high(), r, c), value);
                Memory.set(transposed() + offset(wide(), c, r), value);
            }
        }
    }

    /** Gives the matrix after {@code iterations} iterations. */
    void write(float[] matrix, boolean transposes, int iterations) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                matrix[transposes ? c * rows + r : r * columns + c] =
                        Memory.get(x(iterations) + offset(high(), r, c));
            }
        }
    }

    /** Computes the rows of task {@code task} of a product. */
    void work(int phase, int task, float a, float b, float c) {
        int iteration = phase / PHASES;
        switch (phase % PHASES) {
            case 0 -> {
                multiply(task, x(iteration), transposed(), wide(), square(0), high());
                for (int panel = 0; panel < high() / width(); panel++) {
                    long at = offset(high(), task * width(), panel * width());
                    kernels.elementwise().scale(
                            1, width() * width(), c, 0, square(0) + at, 0, square(1) + at, 0);
                }
                addToDiagonal(square(1), task, b);
            }
            case 1 -> {
                multiply(task, square(1), square(0), high(), square(2), high());
                addToDiagonal(square(2), task, a);
            }
            default -> {
                multiply(task, square(2), x(iteration), high(), x(iteration + 1), wide());
                for (int panel = 0; panel < wide() / width(); panel++) {
                    kernels.matrix().transpose(
                            width(), width(), x(iteration + 1) + offset(high(), task * width(), panel * width()),
                            4L * width(), transposed() + offset(wide(), panel * width(), task * width()),
                            4L * width());
                }
            }
        }
    }

    private void addToDiagonal(long matrix, int task, float value) {
        for (int row = task * width(); row < Math.min(rows, (task + 1) * width()); row++) {
            long at = matrix + offset(high(), row, row);
            Memory.set(at, Memory.get(at) + value);
        }
    }

    /** The rows of a task of {@code left right}; the product has {@code count} columns. */
    private void multiply(int task, long left, long right, int depth, long product, int count) {
        long row = 4L * width();
        long from = offset(high(), task * width(), 0);
        for (int panel = 0; panel < count / width(); panel++) {
            long out = product + 4L * panel * high() * width() + from;
            kernels.matrix().multiply(
                    width(), 2, left + from, depth / width(), width(), row * high(), 4, row,
                    right + 4L * panel * depth * width(), row * width(), row, out, row, square(3), 0);
        }
    }
}
