package io.fovea.kernels;

import static io.fovea.kernels.ScalarPooling.index;
import static io.fovea.kernels.ScalarPooling.pixel;
import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link PoolingKernel} on vectors along the channels: the outer loops go over windows, each small method does one vector. */
final class VectorPooling implements PoolingKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address & MASK, ORDER);
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address & MASK, ORDER);
    }

    @Override
    public void maximum(Window w, long x, long rowX, long y, long rowY, long index) {
        long pixel = 4L * w.channels();
        for (int r = 0; r < w.outHeight(); r++) {
            int top = w.firstRow(r);
            int rows = w.lastRow(r) - top;
            for (int c = 0; c < w.outWidth(); c++) {
                int left = w.firstColumn(c);
                int columns = w.lastColumn(c) - left;
                long from = pixel(w, x, rowX, w.row(r) + top, w.column(c) + left);
                long to = pixel(w, y, rowY, r, c);
                int first = top * w.poolWidth() + left;
                if (index == 0) {
                    for (long k = 0; k < pixel; k += BYTES) {
                        greatest(rows, columns, from + k, rowX, pixel, to + k);
                    }
                } else {
                    long chosen = index(w, index, r, c);
                    for (long k = 0; k < pixel; k += BYTES) {
                        greatest(rows, columns, first, w.poolWidth(), from + k, rowX, pixel, to + k, chosen + k);
                    }
                }
            }
        }
    }

    private static void greatest(int rows, int columns, long x, long rowX, long pixel, long y) {
        FloatVector best = load(x);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                FloatVector v = load(x + r * rowX + c * pixel);
                best = best.blend(v, v.compare(VectorOperators.GT, best));
            }
        }
        store(best, y);
    }

    private static void greatest(
            int rows, int columns, int first, int poolWidth, long x, long rowX, long pixel, long y, long index) {
        FloatVector best = load(x);
        IntVector chosen = IntVector.broadcast(I, first);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                FloatVector v = load(x + r * rowX + c * pixel);
                VectorMask<Float> better = v.compare(VectorOperators.GT, best);
                best = best.blend(v, better);
                chosen = chosen.blend(first + r * poolWidth + c, better.cast(I));
            }
        }
        store(best, y);
        chosen.intoMemorySegment(ALL, index & MASK, ORDER);
    }

    @Override
    public void maximumGradient(Window w, long dy, long rowDy, long index, long dx, long rowDx) {
        boolean write = w.tiles();
        if (!write) {
            ScalarPooling.clear(w, dx, rowDx);
        }
        long pixel = 4L * w.channels();
        for (int r = 0; r < w.outHeight(); r++) {
            int top = w.firstRow(r);
            int rows = w.lastRow(r) - top;
            for (int c = 0; c < w.outWidth(); c++) {
                int left = w.firstColumn(c);
                int columns = w.lastColumn(c) - left;
                long to = pixel(w, dx, rowDx, w.row(r) + top, w.column(c) + left);
                long from = pixel(w, dy, rowDy, r, c);
                long chosen = index(w, index, r, c);
                int first = top * w.poolWidth() + left;
                for (long k = 0; k < pixel; k += BYTES) {
                    if (write) {
                        writeToChosen(rows, columns, w.poolWidth(), from + k, chosen + k, to + k, rowDx, pixel);
                    } else {
                        addToChosen(rows, columns, first, w.poolWidth(), from + k, chosen + k, to + k, rowDx, pixel);
                    }
                }
            }
        }
    }

    private static void writeToChosen(
            int rows, int columns, int poolWidth, long dy, long index, long dx, long rowDx, long pixel) {
        FloatVector d = load(dy);
        IntVector chosen = IntVector.fromMemorySegment(I, ALL, index & MASK, ORDER);
        FloatVector zero = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                VectorMask<Float> here = chosen.compare(VectorOperators.EQ, r * poolWidth + c).cast(S);
                store(zero.blend(d, here), dx + r * rowDx + c * pixel);
            }
        }
    }

    private static void addToChosen(
            int rows, int columns, int first, int poolWidth, long dy, long index, long dx, long rowDx, long pixel) {
        FloatVector d = load(dy);
        IntVector chosen = IntVector.fromMemorySegment(I, ALL, index & MASK, ORDER);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                VectorMask<Float> here = chosen.compare(VectorOperators.EQ, first + r * poolWidth + c).cast(S);
                FloatVector old = load(dx + r * rowDx + c * pixel);
                store(old.blend(old.add(d), here), dx + r * rowDx + c * pixel);
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
        store(sum.mul(share), y);
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
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long at = dx + r * rowDx + c * pixel;
                store(load(at).add(part), at);
            }
        }
    }
}
