package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link ActivationKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarActivation implements ActivationKernel {
    @Override
    public void forward(ElementwiseFunction f, int rows, int count, long x, long rowX, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, f.value(get(x + r * rowX + k)));
            }
        }
    }

    @Override
    public void gradient(
            ElementwiseFunction f, int rows, int count, long known, long rowKnown, long dy, long rowDy, long dx,
            long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(dx + r * rowDx + k, f.gradient(get(known + r * rowKnown + k), get(dy + r * rowDy + k)));
            }
        }
    }

    @Override
    public void gate(int rows, int count, long values, long gates, long rowX, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                float s = Exponential.sigmoid(get(gates + r * rowX + k));
                set(y + r * rowY + k, flush(get(values + r * rowX + k) * s));
            }
        }
    }

    @Override
    public void gateGradient(
            int rows, int count, long values, long gates, long rowX, long dy, long rowDy, long dValues, long dGates,
            long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                float s = Exponential.sigmoid(get(gates + r * rowX + k));
                float d = get(dy + r * rowDy + k) * s;
                float v = get(values + r * rowX + k);
                set(dValues + r * rowDx + k, flush(d));
                set(dGates + r * rowDx + k, flush(d * v * (1 - s)));
            }
        }
    }

    @Override
    public void greatestPiece(int rows, int count, int pieces, long x, long rowX, long y, long rowY) {
        greatestPiece(rows, count, pieces, x, rowX, 4L * count, y, rowY);
    }

    /** With {@code piece} bytes from a piece to the next. */
    void greatestPiece(int rows, int count, int pieces, long x, long rowX, long piece, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                float greatest = get(x + r * rowX + k);
                for (int p = 1; p < pieces; p++) {
                    greatest = Math.max(greatest, get(x + r * rowX + p * piece + k));
                }
                set(y + r * rowY + k, greatest);
            }
        }
    }

    @Override
    public void greatestPieceGradient(
            int rows, int count, int pieces, long x, long rowX, long y, long rowY, long dy, long rowDy, long dx,
            long rowDx) {
        greatestPieceGradient(rows, count, pieces, 4L * count, x, rowX, y, rowY, dy, rowDy, dx, rowDx);
    }

    /** With {@code piece} bytes from a piece to the next. */
    void greatestPieceGradient(
            int rows, int count, int pieces, long piece, long x, long rowX, long y, long rowY, long dy, long rowDy,
            long dx, long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                float greatest = get(y + r * rowY + k);
                float left = flush(get(dy + r * rowDy + k));
                for (int p = 0; p < pieces; p++) {
                    boolean takes = get(x + r * rowX + p * piece + k) == greatest;
                    set(dx + r * rowDx + p * piece + k, takes ? left : 0);
                    left = takes ? 0 : left;
                }
            }
        }
    }
}
