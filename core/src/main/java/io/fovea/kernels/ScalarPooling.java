package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import java.lang.foreign.ValueLayout;

import io.fovea.runtime.Memory;

/** {@link PoolingKernel} in plain loops: the oracle of the vector kernel, and the fallback. */
final class ScalarPooling implements PoolingKernel {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    @Override
    public void maximum(Window w, long x, long rowX, long y, long rowY, long index) {
        for (int r = 0; r < w.outHeight(); r++) {
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
                    set(pixel(w, y, rowY, r, c) + 4L * k, best);
                    if (index != 0) {
                        ALL.set(INT, index(w, index, r, c) + 4L * k, chosen);
                    }
                }
            }
        }
    }

    @Override
    public void maximumGradient(Window w, long dy, long rowDy, long index, long dx, long rowDx) {
        clear(w, dx, rowDx);
        // Where nothing is added up, a gradient of -0 stays -0; 0 + -0 would be 0.
        boolean write = w.tiles();
        for (int r = 0; r < w.outHeight(); r++) {
            for (int c = 0; c < w.outWidth(); c++) {
                for (int k = 0; k < w.channels(); k++) {
                    int chosen = ALL.get(INT, index(w, index, r, c) + 4L * k);
                    int row = w.row(r) + chosen / w.poolWidth();
                    int column = w.column(c) + chosen % w.poolWidth();
                    long to = pixel(w, dx, rowDx, row, column) + 4L * k;
                    float d = get(pixel(w, dy, rowDy, r, c) + 4L * k);
                    set(to, write ? d : get(to) + d);
                }
            }
        }
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
                    set(pixel(w, y, rowY, r, c) + 4L * k, sum * share);
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
                    float part = get(pixel(w, dy, rowDy, r, c) + 4L * k) * share;
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

    static long index(Window w, long index, int row, int column) {
        return index + 4L * ((long) row * w.outWidth() + column) * w.channels();
    }
}
