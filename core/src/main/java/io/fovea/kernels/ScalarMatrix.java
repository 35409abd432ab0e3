package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link MatrixKernel} in plain loops: what the vector kernel is compared with, and the fallback where there is none. */
final class ScalarMatrix implements MatrixKernel {
    private final int lanes;

    ScalarMatrix(int lanes) {
        this.lanes = lanes;
    }

    @Override
    public void multiply(
            int rows, int vectors,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < vectors * lanes; j++) {
                float sum = get(init + r * rowInit + 4L * j);
                for (int t = 0; t < taps; t++) {
                    for (int p = 0; p < depth; p++) {
                        float x = get(a + t * tapA + p * stepA + r * rowA);
                        sum = Math.fma(x, get(b + t * tapB + p * rowB + 4L * j), sum);
                    }
                }
                set(c + r * rowC + 4L * j, sum);
            }
        }
    }

    @Override
    public void transpose(int rows, int columns, long from, long rowFrom, long to, long rowTo) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                set(to + j * rowTo + 4L * i, get(from + i * rowFrom + 4L * j));
            }
        }
    }
}
