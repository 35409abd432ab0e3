package io.fovea.ops.convolution;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Layout;
import io.fovea.ops.WeightLayout;

/**
 * The forward pass of a convolution. With channels innermost, the pixels under one row of the kernel lie side by side, so an
 * output row is a product with rows = output columns, depth = kernel width x input channels, and one tap for each kernel
 * row.
 */
final class DirectForward {
    /** Above this a part takes panels of the weights and not rows of the image. */
    private static final long PANEL_BYTES = 256 << 10;

    /** Weights of up to so many bytes stay in the cache while the rows of an image go by. */
    private static final long CACHED_BYTES = 64 << 10;

    /** Pixels that are enough for the products to be quick. */
    private static final int LONG_ROW = 256;

    private final Geometry g;
    private final ConvolutionContext c;
    private final MatrixKernel matrix;
    private final WeightLayout w;

    /**
     * How many panels of weights are used for a row of the output before the next row: few enough to stay in the cache, and as many as
     * can be, since the activation takes what it writes in one go.
     */
    private final int together;

    DirectForward(ConvolutionContext context) {
        c = context;
        g = context.geometry();
        matrix = context.kernels().matrix();
        w = context.weights().layout();
        together = Math.clamp(CACHED_BYTES / w.panelOffset(1), 1, w.panels());
    }

    /** Rows or panels of channels: into how many parts the work may be cut. */
    int mostParts() {
        return byPanels() ? w.panels() : g.outHeight();
    }

    /** Many weights should not be read by each part. */
    private boolean byPanels() {
        return 4L * w.floats() > PANEL_BYTES && w.panels() > 1;
    }

    /** Computes a part of the image at {@code y} from the one at {@code x}, both addresses of pixel [0][0]. */
    void run(long x, long y, int part, int parts) {
        if (byPanels()) {
            rows(x, y, 0, g.outHeight(), w.panels() * part / parts, w.panels() * (part + 1) / parts);
        } else {
            rows(x, y, g.outHeight() * part / parts, g.outHeight() * (part + 1) / parts, 0, w.panels());
        }
    }

    private void rows(long x, long y, int firstRow, int endRow, int firstPanel, int endPanel) {
        Layout in = c.input();
        Layout out = c.output();
        long start = x - g.padTop() * in.rowBytes() - g.padLeft() * in.pixelBytes();
        // A 1 x 1 kernel sees no difference between an image and one long row, if there is no halo between the rows.
        boolean oneRow = g.pointwise() && !in.hasHalo() && !out.hasHalo();
        int most = oneRow ? Math.max(1, LONG_ROW / g.outWidth()) : 1;
        for (int panel = firstPanel; panel < endPanel; panel += together) {
            int end = Math.min(endPanel, panel + together);
            for (int r = firstRow; r < endRow; r += most) {
                int columns = Math.min(most, endRow - r) * g.outWidth();
                long from = start + (long) r * g.strideY() * in.rowBytes();
                panels(from, columns, panel, end, y + r * out.rowBytes());
            }
        }
    }

    /** Some panels of the channels of {@code columns} pixels at {@code y}. */
    private void panels(long a, int columns, int firstPanel, int endPanel, long y) {
        for (int panel = firstPanel; panel < endPanel; panel++) {
            row(a, columns, panel, y + 8L * panel * w.lanes(), c.bias() + 8L * panel * w.lanes());
        }
        int first = 2 * firstPanel * w.lanes();
        int width = 2 * (endPanel - 1) * w.lanes() + w.panelWidth(endPanel - 1) - first;
        c.epilogue().forward(
                c.kernels().activation(), columns, c.epilogue().count(w.columns() - first, width), y + 4L * first,
                c.output().pixelBytes());
    }

    /** One output row, one panel of its channels. */
    private void row(long a, int columns, int panel, long to, long bias) {
        Layout in = c.input();
        long weights = c.weights().address() + w.panelOffset(panel);
        long rowB = 4L * w.panelWidth(panel);
        long rowA = g.strideX() * in.pixelBytes();
        long rowC = c.output().pixelBytes();
        long tapA = g.dilationY() * in.rowBytes();
        int depth = g.kernelWidth() * w.groupRows();
        if (g.dilationX() == 1) {
            matrix.multiply(
                    columns, w.vectors(panel), a, g.kernelHeight(), depth, tapA, 4, rowA,
                    weights, depth * rowB, rowB, to, rowC, bias, 0);
            return;
        }
        for (int k = 0; k < g.kernelHeight(); k++) {
            matrix.multiply(
                    columns, w.vectors(panel), a + k * tapA, g.kernelWidth(), w.groupRows(),
                    g.dilationX() * in.pixelBytes(), 4, rowA,
                    weights + (long) k * depth * rowB, w.groupRows() * rowB, rowB, to, rowC,
                    k == 0 ? bias : to, k == 0 ? 0 : rowC);
        }
    }
}
