package io.fovea.ops.arithmetic;

import io.fovea.kernels.ArithmeticKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.tensor.Value;

/**
 * A small value that stands for a large one: along each axis it has the same size, or size 1 and is repeated. {@link #expand} repeats,
 * {@link #reduce} is its transpose: it sums over what was repeated.
 *
 * @param large the value that it is repeated to
 * @param small the value that is repeated
 */
record Broadcast(Value large, Value small) {
    /** Whether nothing is repeated. */
    boolean isIdentity() {
        return !overRows() && !overColumns() && !overChannels();
    }

    private boolean overRows() {
        return small.height() < large.height();
    }

    private boolean overColumns() {
        return small.width() < large.width();
    }

    /** Whether one number stands for all channels. */
    boolean overChannels() {
        return small.channels() < large.channels();
    }

    /** The address of the row of the small value that stands for row {@code row} of the large one. */
    long row(Buffer buffer, WorkContext context, int row) {
        return buffer.inside(context) + (overRows() ? 0 : row * buffer.layout().rowBytes());
    }

    /** Bytes from a pixel of the small value to the one that stands for the next pixel of the large one. */
    long pixelBytes(Buffer buffer) {
        return overColumns() ? 0 : buffer.layout().pixelBytes();
    }

    /** {@code to = scale from}, repeated; {@code to} has the large value's sizes. */
    void expand(PlanContext p, float scale, Buffer from, Buffer to, WorkContext context) {
        for (int r = 0; r < large.height(); r++) {
            long x = row(from, context, r);
            long y = to.inside(context) + r * to.layout().rowBytes();
            if (overChannels()) {
                p.kernels().arithmetic().spread(
                        large.width(), large.channels(), scale, x, pixelBytes(from), y, to.layout().pixelBytes());
            } else {
                p.kernels().elementwise().scale(
                        large.width(), large.channels(), scale, 0, x, pixelBytes(from), y, to.layout().pixelBytes());
            }
        }
        to.layout().clearPadding(to.inside(context));
    }

    /**
     * {@code to} = the sum of the numbers of {@code from} that each of its numbers stands for, in the order of rows and columns.
     *
     * @param from has the large value's sizes
     * @param scratch of {@link ArithmeticKernel#SCRATCH_BYTES} for each worker
     */
    void reduce(PlanContext p, Buffer from, Buffer to, Buffer scratch, WorkContext context) {
        for (int r = 0; r < large.height(); r++) {
            long x = from.inside(context) + r * from.layout().rowBytes();
            long y = row(to, context, r);
            boolean add = overRows() && r > 0;
            if (overChannels()) {
                sumChannels(p, x, from.layout().pixelBytes(), y, to, add, scratch.at(context));
            } else {
                sumPixels(p, x, from.layout().pixelBytes(), y, to, add);
            }
        }
        to.layout().clearPadding(to.inside(context));
    }

    private void sumChannels(PlanContext p, long x, long pixelX, long y, Buffer to, boolean add, long scratch) {
        ArithmeticKernel kernel = p.kernels().arithmetic();
        if (overColumns()) {
            kernel.sumColumns(1, large.channels(), x, pixelX, y, 0, add, scratch);
            kernel.sumColumns(large.width() - 1, large.channels(), x + pixelX, pixelX, y, 0, true, scratch);
        } else {
            kernel.sumColumns(
                    large.width(), large.channels(), x, pixelX, y, to.layout().pixelBytes(), add, scratch);
        }
    }

    private void sumPixels(PlanContext p, long x, long pixelX, long y, Buffer to, boolean add) {
        if (overColumns()) {
            p.kernels().elementwise().sumRows(large.width(), large.channels(), x, pixelX, y, add);
        } else if (add) {
            p.kernels().elementwise().add(
                    large.width(), large.channels(), y, to.layout().pixelBytes(), x, pixelX, y,
                    to.layout().pixelBytes());
        } else {
            p.kernels().elementwise().scale(
                    large.width(), large.channels(), 1, 0, x, pixelX, y, to.layout().pixelBytes());
        }
    }
}
