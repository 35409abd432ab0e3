package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DepthwiseKernel} on vectors. Four windows of a row are summed at once, two vectors of channels wide, so that eight sums hide the
 * time that one takes.
 */
final class VectorDepthwise implements DepthwiseKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address & MASK, ORDER);
    }

    private static boolean isPair(long channel, long pixel) {
        return channel + BYTES < pixel;
    }

    @Override
    public void forward(
            Window w, int firstRow, int endRow, long x, long rowX, long weights, long bias, long y, long rowY) {
        long pixel = w.pixel();
        for (int r = firstRow; r < endRow; r++) {
            long row = x + (long) r * w.strideY() * rowX;
            for (long k = 0; k < pixel; k += 2L * BYTES) {
                forwardRow(w, isPair(k, pixel), row + k, rowX, weights + k * w.taps(), bias + k, y + r * rowY + k);
            }
        }
    }

    /** A row of windows, for the channels of a panel. */
    private static void forwardRow(Window w, boolean pair, long x, long rowX, long weights, long bias, long y) {
        long pixel = w.pixel();
        long step = w.strideX() * pixel;
        long down = w.dilationY() * rowX;
        long right = w.dilationX() * pixel;
        // The last four windows may overlap the ones before: computing some twice is quicker than one at a time.
        for (int c = 0; c < w.outWidth() && w.outWidth() >= 4; c += 4) {
            int first = Math.min(c, w.outWidth() - 4);
            long from = x + first * step;
            long to = y + first * pixel;
            if (pair) {
                fourPairs(w.kernelHeight(), w.kernelWidth(), from, down, right, step, weights, bias, to, pixel);
            } else {
                four(w.kernelHeight(), w.kernelWidth(), from, down, right, step, weights, bias, to, pixel);
            }
        }
        for (int c = 0; c < w.outWidth() && w.outWidth() < 4; c++) {
            for (long k = 0; k < (pair ? 2L : 1L) * BYTES; k += BYTES) {
                one(
                        w.kernelHeight(), w.kernelWidth(), x + c * step + k, down, right, weights + k,
                        (pair ? 2L : 1L) * BYTES, bias + k, y + c * pixel + k);
            }
        }
    }

    private static void fourPairs(
            int rows, int columns, long x, long down, long right, long step, long weights, long bias, long y,
            long pixel) {
        FloatVector b0 = load(bias);
        FloatVector b1 = load(bias + BYTES);
        FloatVector s00 = b0;
        FloatVector s01 = b1;
        FloatVector s10 = b0;
        FloatVector s11 = b1;
        FloatVector s20 = b0;
        FloatVector s21 = b1;
        FloatVector s30 = b0;
        FloatVector s31 = b1;
        long w = weights;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long at = x + r * down + c * right;
                FloatVector w0 = load(w);
                FloatVector w1 = load(w + BYTES);
                s00 = load(at).fma(w0, s00);
                s01 = load(at + BYTES).fma(w1, s01);
                s10 = load(at + step).fma(w0, s10);
                s11 = load(at + step + BYTES).fma(w1, s11);
                s20 = load(at + 2 * step).fma(w0, s20);
                s21 = load(at + 2 * step + BYTES).fma(w1, s21);
                s30 = load(at + 3 * step).fma(w0, s30);
                s31 = load(at + 3 * step + BYTES).fma(w1, s31);
                w += 2L * BYTES;
            }
        }
        s00.intoMemorySegment(ALL, y & MASK, ORDER);
        s01.intoMemorySegment(ALL, y + BYTES & MASK, ORDER);
        s10.intoMemorySegment(ALL, y + pixel & MASK, ORDER);
        s11.intoMemorySegment(ALL, y + pixel + BYTES & MASK, ORDER);
        s20.intoMemorySegment(ALL, y + 2 * pixel & MASK, ORDER);
        s21.intoMemorySegment(ALL, y + 2 * pixel + BYTES & MASK, ORDER);
        s30.intoMemorySegment(ALL, y + 3 * pixel & MASK, ORDER);
        s31.intoMemorySegment(ALL, y + 3 * pixel + BYTES & MASK, ORDER);
    }

    private static void four(
            int rows, int columns, long x, long down, long right, long step, long weights, long bias, long y,
            long pixel) {
        FloatVector b = load(bias);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        long w = weights;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long at = x + r * down + c * right;
                FloatVector v = load(w);
                s0 = load(at).fma(v, s0);
                s1 = load(at + step).fma(v, s1);
                s2 = load(at + 2 * step).fma(v, s2);
                s3 = load(at + 3 * step).fma(v, s3);
                w += BYTES;
            }
        }
        s0.intoMemorySegment(ALL, y & MASK, ORDER);
        s1.intoMemorySegment(ALL, y + pixel & MASK, ORDER);
        s2.intoMemorySegment(ALL, y + 2 * pixel & MASK, ORDER);
        s3.intoMemorySegment(ALL, y + 3 * pixel & MASK, ORDER);
    }

    private static void one(
            int rows, int columns, long x, long down, long right, long weights, long tapBytes, long bias, long y) {
        FloatVector sum = load(bias);
        long w = weights;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                sum = load(x + r * down + c * right).fma(load(w), sum);
                w += tapBytes;
            }
        }
        sum.intoMemorySegment(ALL, y & MASK, ORDER);
    }

    @Override
    public void inputGradient(Window w, long dy, long rowDy, long weights, long dx, long rowDx) {
        long pixel = w.pixel();
        for (int r = 0; r < w.outHeight(); r++) {
            for (long k = 0; k < pixel; k += BYTES) {
                long panel = k - k % (2L * BYTES);
                long width = isPair(panel, pixel) ? 2L * BYTES : BYTES;
                for (int tap = 0; tap < w.taps(); tap++) {
                    int down = r * w.strideY() + tap / w.kernelWidth() * w.dilationY();
                    int right = tap % w.kernelWidth() * w.dilationX();
                    addToRow(
                            w.outWidth(), dy + r * rowDy + k, pixel,
                            weights + panel * w.taps() + tap * width + (k - panel),
                            dx + down * rowDx + right * pixel + k, w.strideX() * pixel);
                }
            }
        }
    }

    private static void addToRow(int count, long dy, long pixel, long weight, long dx, long step) {
        FloatVector v = load(weight);
        for (int c = 0; c < count; c++) {
            long to = dx + c * step & MASK;
            load(dy + c * pixel).fma(v, FloatVector.fromMemorySegment(S, ALL, to, ORDER))
                    .intoMemorySegment(ALL, to, ORDER);
        }
    }

    @Override
    public void weightGradient(Window w, long x, long rowX, long dy, long rowDy, long gradient, boolean first) {
        long pixel = w.pixel();
        for (long k = 0; k < pixel; k += BYTES) {
            long panel = k - k % (2L * BYTES);
            long width = isPair(panel, pixel) ? 2L * BYTES : BYTES;
            for (int r = 0; r < w.kernelHeight(); r++) {
                long row = x + (long) r * w.dilationY() * rowX + k;
                for (int c = 0; c < w.kernelWidth(); c += 3) {
                    long from = row + (long) c * w.dilationX() * pixel;
                    long to = gradient + panel * w.taps() + (r * w.kernelWidth() + c) * width + (k - panel);
                    taps(w, Math.min(3, w.kernelWidth() - c), from, rowX, dy + k, rowDy, to, width, first);
                }
            }
        }
    }

    private static void taps(
            Window w, int count, long x, long rowX, long dy, long rowDy, long to, long width, boolean first) {
        long pixel = w.pixel();
        long right = w.dilationX() * pixel;
        long step = w.strideX() * pixel;
        long down = w.strideY() * rowX;
        if (count == 3) {
            threeTaps(w.outHeight(), w.outWidth(), x, down, step, right, dy, rowDy, pixel, to, width, first);
            return;
        }
        for (int c = 0; c < count; c++) {
            oneTap(
                    w.outHeight(), w.outWidth(), x + c * right, down, step, dy, rowDy, pixel, to + c * width, first);
        }
    }

    private static void threeTaps(
            int rows, int columns, long x, long down, long step, long right, long dy, long rowDy, long pixel, long to,
            long width, boolean first) {
        FloatVector s0 = first ? FloatVector.zero(S) : load(to);
        FloatVector s1 = first ? FloatVector.zero(S) : load(to + width);
        FloatVector s2 = first ? FloatVector.zero(S) : load(to + 2 * width);
        for (int r = 0; r < rows; r++) {
            long at = x + r * down;
            long from = dy + r * rowDy;
            for (int c = 0; c < columns; c++) {
                FloatVector d = load(from);
                s0 = load(at).fma(d, s0);
                s1 = load(at + right).fma(d, s1);
                s2 = load(at + 2 * right).fma(d, s2);
                at += step;
                from += pixel;
            }
        }
        s0.intoMemorySegment(ALL, to & MASK, ORDER);
        s1.intoMemorySegment(ALL, to + width & MASK, ORDER);
        s2.intoMemorySegment(ALL, to + 2 * width & MASK, ORDER);
    }

    private static void oneTap(
            int rows, int columns, long x, long down, long step, long dy, long rowDy, long pixel, long to,
            boolean first) {
        FloatVector sum = first ? FloatVector.zero(S) : load(to);
        for (int r = 0; r < rows; r++) {
            long at = x + r * down;
            long from = dy + r * rowDy;
            for (int c = 0; c < columns; c++) {
                sum = load(at).fma(load(from), sum);
                at += step;
                from += pixel;
            }
        }
        sum.intoMemorySegment(ALL, to & MASK, ORDER);
    }
}
