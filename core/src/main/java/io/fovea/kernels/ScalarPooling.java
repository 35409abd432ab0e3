package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.TINY;
import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import java.lang.foreign.ValueLayout;

import io.fovea.runtime.Memory;

/** {@link PoolingKernel} in plain loops: what the vector kernel is compared with, and the fallback. */
final class ScalarPooling implements PoolingKernel {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final int lanes;

    /** @param lanes channels whose marks lie in one word */
    ScalarPooling(int lanes) {
        this.lanes = lanes;
    }

    @Override
    public void maximum(
            Window w, int firstRow, int endRow, boolean relu, long x, long rowX, long y, long rowY, long argmaxMask) {
        if (argmaxMask != 0) {
            long row = w.argmaxMaskBytes(lanes) / w.outHeight();
            for (long at = firstRow * row; at < endRow * row; at += 2) {
                ALL.set(SHORT, argmaxMask + at, (short) 0);
            }
        }
        for (int r = firstRow; r < endRow; r++) {
            for (int c = 0; c < w.outWidth(); c++) {
                for (int k = 0; k < w.channels(); k++) {
                    float best = Float.NEGATIVE_INFINITY;
                    int chosen = -1;
                    for (int dy = w.firstRow(r); dy < w.lastRow(r); dy++) {
                        for (int dx = w.firstColumn(c); dx < w.lastColumn(c); dx++) {
                            float v = get(pixel(w, x, rowX, w.row(r) + dy, w.column(c) + dx) + 4L * k);
                            if (chosen < 0 || v > best) {
                                best = v;
                                chosen = dy * w.poolWidth() + dx;
                            }
                        }
                    }
                    float maximum = relu && best < TINY ? 0 : best;
                    set(pixel(w, y, rowY, r, c) + 4L * k, maximum);
                    // Not so for NaN.
                    boolean marked = relu ? maximum > 0 : maximum == best;
                    if (argmaxMask != 0 && marked) {
                        long at = mark(w, argmaxMask, r, c, k, chosen);
                        ALL.set(SHORT, at, (short) (ALL.get(SHORT, at) | 1 << k % lanes));
                    }
                }
            }
        }
    }

    @Override
    public void maximumGradient(Window w, long dy, long rowDy, long argmaxMask, long dx, long rowDx) {
        clear(w, dx, rowDx);
        for (int r = 0; r < w.outHeight(); r++) {
            for (int c = 0; c < w.outWidth(); c++) {
                for (int k = 0; k < w.channels(); k++) {
                    for (int p = 0; p < w.poolHeight() * w.poolWidth(); p++) {
                        if ((ALL.get(SHORT, mark(w, argmaxMask, r, c, k, p)) >> k % lanes & 1) != 0) {
                            addTo(w, dx, rowDx, r, c, k, p, flush(get(pixel(w, dy, rowDy, r, c) + 4L * k)));
                        }
                    }
                }
            }
        }
    }

    private static void addTo(Window w, long dx, long rowDx, int r, int c, int channel, int position, float d) {
        int row = w.row(r) + position / w.poolWidth();
        int column = w.column(c) + position % w.poolWidth();
        long to = pixel(w, dx, rowDx, row, column) + 4L * channel;
        set(to, get(to) + d);
    }

    @Override
    public void average(Window w, long x, long rowX, long y, long rowY) {
        for (int r = 0; r < w.outHeight(); r++) {
            for (int c = 0; c < w.outWidth(); c++) {
                float share = w.share(r, c);
                for (int k = 0; k < w.channels(); k++) {
                    float sum = 0;
                    for (int dy = w.firstRow(r); dy < w.lastRow(r); dy++) {
                        for (int dx = w.firstColumn(c); dx < w.lastColumn(c); dx++) {
                            sum += get(pixel(w, x, rowX, w.row(r) + dy, w.column(c) + dx) + 4L * k);
                        }
                    }
                    set(pixel(w, y, rowY, r, c) + 4L * k, flush(sum * share));
                }
            }
        }
    }

    @Override
    public void averageGradient(Window w, long dy, long rowDy, long dx, long rowDx) {
        clear(w, dx, rowDx);
        for (int r = 0; r < w.outHeight(); r++) {
            for (int c = 0; c < w.outWidth(); c++) {
                float share = w.share(r, c);
                for (int k = 0; k < w.channels(); k++) {
                    float part = flush(get(pixel(w, dy, rowDy, r, c) + 4L * k) * share);
                    for (int i = w.firstRow(r); i < w.lastRow(r); i++) {
                        for (int j = w.firstColumn(c); j < w.lastColumn(c); j++) {
                            long to = pixel(w, dx, rowDx, w.row(r) + i, w.column(c) + j) + 4L * k;
                            set(to, get(to) + part);
                        }
                    }
                }
            }
        }
    }

    /** Zeroes the inside of the input's gradient. */
    static void clear(Window w, long dx, long rowDx) {
        for (int r = 0; r < w.height(); r++) {
            Memory.clear(dx + r * rowDx, 4L * w.width() * w.channels());
        }
    }

    static long pixel(Window w, long start, long rowBytes, int row, int column) {
        return start + row * rowBytes + 4L * column * w.channels();
    }

    /** The address of the word that holds the mark of pixel {@code position} of a window. */
    private long mark(Window w, long argmaxMask, int row, int column, int channel, int position) {
        long vector = ((long) row * w.outWidth() + column) * (w.channels() / lanes) + channel / lanes;
        return argmaxMask + vector * w.wordBytes() + 2L * position;
    }
}
