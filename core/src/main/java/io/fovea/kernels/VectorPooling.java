package io.fovea.kernels;

import static io.fovea.kernels.ScalarPooling.pixel;
import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link PoolingKernel} on vectors along the channels: the outer loops go over windows, each small method does one vector. */
final class VectorPooling implements PoolingKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final long LANE_BITS = (1L << Vectors.LANES) - 1;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address & MASK, ORDER);
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address & MASK, ORDER);
    }

    private static long argmaxMask(Window w, long argmaxMask, int row, int column) {
        return argmaxMask + ((long) row * w.outWidth() + column) * (w.channels() / Vectors.LANES) * w.wordBytes();
    }

    @Override
    public void maximum(
            Window w, int firstRow, int endRow, boolean relu, long x, long rowX, long y, long rowY, long argmaxMask) {
        long pixel = 4L * w.channels();
        boolean ofFour = MaximumOfFour.suits(w);
        for (int r = firstRow; r < endRow; r++) {
            if (ofFour) {
                MaximumOfFour.row(
                        w.outWidth(), relu, pixel(w, x, rowX, w.row(r), 0), rowX, w.strideX() * pixel, pixel,
                        pixel(w, y, rowY, r, 0), argmaxMask == 0 ? 0 : argmaxMask(w, argmaxMask, r, 0));
                continue;
            }
            int top = w.firstRow(r);
            int rows = w.lastRow(r) - top;
            for (int c = 0; c < w.outWidth(); c++) {
                int left = w.firstColumn(c);
                int columns = w.lastColumn(c) - left;
                long from = pixel(w, x, rowX, w.row(r) + top, w.column(c) + left);
                long to = pixel(w, y, rowY, r, c);
                long word = argmaxMask(w, argmaxMask, r, c);
                if (argmaxMask != 0 && rows * columns < w.poolHeight() * w.poolWidth()) {
                    clear(word, w.wordBytes() * (w.channels() / Vectors.LANES));
                }
                word += 2L * (top * w.poolWidth() + left);
                for (long k = 0; k < pixel; k += BYTES) {
                    greatest(rows, columns, relu, from + k, rowX, pixel, to + k);
                    if (argmaxMask != 0) {
                        mark(rows, columns, w.poolWidth(), relu, from + k, rowX, pixel, to + k, word);
                        word += w.wordBytes();
                    }
                }
            }
        }
    }

    /** The marks of windows over the edge: those of the pixels outside are not written. */
    private static void clear(long argmaxMask, long bytes) {
        for (long k = 0; k < bytes; k += 2) {
            ALL.set(SHORT, argmaxMask + k & MASK, (short) 0);
        }
    }

    private static void greatest(int rows, int columns, boolean relu, long x, long rowX, long pixel, long y) {
        FloatVector best = FloatVector.fromMemorySegment(S, ALL, x & MASK, ORDER);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                FloatVector v = FloatVector.fromMemorySegment(S, ALL, x + r * rowX + c * pixel & MASK, ORDER);
                best = best.blend(v, v.compare(VectorOperators.GT, best));
            }
        }
        if (relu) {
            best = best.blend(FloatVector.zero(S), best.compare(VectorOperators.LT, Subnormals.TINY));
        }
        best.intoMemorySegment(ALL, y & MASK, ORDER);
    }

    /** Marks the first pixel of a window that equals the maximum, in each lane. */
    private static void mark(
            int rows, int columns, int poolWidth, boolean relu, long x, long rowX, long pixel, long y, long words) {
        FloatVector best = FloatVector.fromMemorySegment(S, ALL, y & MASK, ORDER);
        long open = relu ? best.compare(VectorOperators.GT, 0).toLong() : -1;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                FloatVector v = FloatVector.fromMemorySegment(S, ALL, x + r * rowX + c * pixel & MASK, ORDER);
                long here = v.compare(VectorOperators.EQ, best).toLong() & open;
                open &= ~here;
                ALL.set(SHORT, words + 2L * (r * poolWidth + c) & MASK, (short) here);
            }
        }
    }

    @Override
    public void maximumGradient(Window w, long dy, long rowDy, long argmaxMask, long dx, long rowDx) {
        boolean write = w.tiles();
        if (!write) {
            ScalarPooling.clear(w, dx, rowDx);
        }
        long pixel = 4L * w.channels();
        boolean ofFour = write && MaximumOfFour.suits(w);
        for (int r = 0; r < w.outHeight(); r++) {
            if (ofFour) {
                MaximumOfFour.gradientRow(
                        w.outWidth(), pixel(w, dy, rowDy, r, 0), pixel, argmaxMask(w, argmaxMask, r, 0),
                        pixel(w, dx, rowDx, w.row(r), 0), rowDx);
                continue;
            }
            int top = w.firstRow(r);
            int rows = w.lastRow(r) - top;
            for (int c = 0; c < w.outWidth(); c++) {
                int left = w.firstColumn(c);
                int columns = w.lastColumn(c) - left;
                long to = pixel(w, dx, rowDx, w.row(r) + top, w.column(c) + left);
                long from = pixel(w, dy, rowDy, r, c);
                long word = argmaxMask(w, argmaxMask, r, c) + 2L * (top * w.poolWidth() + left);
                for (long k = 0; k < pixel; k += BYTES) {
                    if (write) {
                        writeToMarked(rows, columns, w.poolWidth(), from + k, word, to + k, rowDx, pixel);
                    } else {
                        addToMarked(rows, columns, w.poolWidth(), from + k, word, to + k, rowDx, pixel);
                    }
                    word += w.wordBytes();
                }
            }
        }
    }

    private static void writeToMarked(
            int rows, int columns, int poolWidth, long dy, long words, long dx, long rowDx, long pixel) {
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy & MASK, ORDER);
        FloatVector zero = FloatVector.zero(S);
        d = d.blend(zero, d.abs().compare(VectorOperators.LT, Subnormals.TINY));
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long bits = ALL.get(SHORT, words + 2L * (r * poolWidth + c) & MASK);
                zero.blend(d, VectorMask.fromLong(S, bits & LANE_BITS))
                        .intoMemorySegment(ALL, dx + r * rowDx + c * pixel & MASK, ORDER);
            }
        }
    }

    private static void addToMarked(
            int rows, int columns, int poolWidth, long dy, long words, long dx, long rowDx, long pixel) {
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy & MASK, ORDER);
        d = d.blend(FloatVector.zero(S), d.abs().compare(VectorOperators.LT, Subnormals.TINY));
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long bits = ALL.get(SHORT, words + 2L * (r * poolWidth + c) & MASK);
                long at = dx + r * rowDx + c * pixel & MASK;
                FloatVector old = FloatVector.fromMemorySegment(S, ALL, at, ORDER);
                old.blend(old.add(d), VectorMask.fromLong(S, bits & LANE_BITS)).intoMemorySegment(ALL, at, ORDER);
            }
        }
    }

    @Override
    public void average(Window w, long x, long rowX, long y, long rowY) {
        long pixel = 4L * w.channels();
        for (int r = 0; r < w.outHeight(); r++) {
            int top = w.firstRow(r);
            int rows = w.lastRow(r) - top;
            for (int c = 0; c < w.outWidth(); c++) {
                int left = w.firstColumn(c);
                long from = pixel(w, x, rowX, w.row(r) + top, w.column(c) + left);
                long to = pixel(w, y, rowY, r, c);
                for (long k = 0; k < pixel; k += BYTES) {
                    mean(rows, w.lastColumn(c) - left, w.share(r, c), from + k, rowX, pixel, to + k);
                }
            }
        }
    }

    private static void mean(int rows, int columns, float share, long x, long rowX, long pixel, long y) {
        FloatVector sum = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                sum = sum.add(load(x + r * rowX + c * pixel));
            }
        }
        FloatVector mean = sum.mul(share);
        store(mean.blend(FloatVector.zero(S), mean.abs().compare(VectorOperators.LT, Subnormals.TINY)), y);
    }

    @Override
    public void averageGradient(Window w, long dy, long rowDy, long dx, long rowDx) {
        ScalarPooling.clear(w, dx, rowDx);
        long pixel = 4L * w.channels();
        for (int r = 0; r < w.outHeight(); r++) {
            int top = w.firstRow(r);
            int rows = w.lastRow(r) - top;
            for (int c = 0; c < w.outWidth(); c++) {
                int left = w.firstColumn(c);
                long to = pixel(w, dx, rowDx, w.row(r) + top, w.column(c) + left);
                long from = pixel(w, dy, rowDy, r, c);
                for (long k = 0; k < pixel; k += BYTES) {
                    spread(rows, w.lastColumn(c) - left, w.share(r, c), from + k, to + k, rowDx, pixel);
                }
            }
        }
    }

    private static void spread(int rows, int columns, float share, long dy, long dx, long rowDx, long pixel) {
        FloatVector part = load(dy).mul(share);
        part = part.blend(FloatVector.zero(S), part.abs().compare(VectorOperators.LT, Subnormals.TINY));
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long at = dx + r * rowDx + c * pixel;
                store(load(at).add(part), at);
            }
        }
    }
}
