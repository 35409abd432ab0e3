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
    private final Geometry g;
    private final ConvolutionContext c;
    private final MatrixKernel matrix;
    private final WeightLayout w;

    DirectForward(ConvolutionContext context) {
        c = context;
        g = context.geometry();
        matrix = context.kernels().matrix();
        w = context.kernel().layout();
    }

    /** Computes the picture at {@code y} from the one at {@code x}, both addresses of pixel [0][0]. */
    void run(long x, long y) {
        Layout in = c.input();
        Layout out = c.output();
        long start = x - g.padTop() * in.rowBytes() - g.padLeft() * in.pixelBytes();
        // A 1 x 1 kernel sees no difference between a picture and one long row, if there is no halo between the rows.
        boolean oneRow = g.pointwise() && !in.hasHalo() && !out.hasHalo();
        int rows = oneRow ? 1 : g.outHeight();
        int columns = oneRow ? g.outHeight() * g.outWidth() : g.outWidth();
        for (int panel = 0; panel < w.panels(); panel++) {
            long bias = c.bias() + 8L * panel * w.lanes();
            int count = c.epilogue().count(w.columns() - 2 * panel * w.lanes(), w.panelWidth(panel));
            for (int r = 0; r < rows; r++) {
                long to = y + r * out.rowBytes() + 8L * panel * w.lanes();
                row(start + (long) r * g.strideY() * in.rowBytes(), columns, panel, to, bias);
                c.epilogue().forward(c.kernels().activation(), columns, count, to, out.pixelBytes());
            }
        }
    }

    /** One output row, one panel of its channels. */
    private void row(long a, int columns, int panel, long to, long bias) {
        Layout in = c.input();
        long weights = c.kernel().address() + w.panelOffset(panel);
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
