package io.fovea.ops.convolution;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Layout;
import io.fovea.ops.WeightLayout;

/**
 * The gradient of a convolution's kernel: the product of {@link DirectForward} with other strides. Rows = kernel width x
 * input channels, depth = the pixels of an output row, taps = output rows.
 */
final class DirectWeightGradient {
    /** Output rows that are taken at once: with the input rows that they need they stay in the L1 cache. */
    private static final int GRADIENT_ROWS = 4;

    private final Geometry g;
    private final ConvolutionContext c;
    private final MatrixKernel matrix;
    private final WeightLayout w;

    DirectWeightGradient(ConvolutionContext context) {
        c = context;
        g = context.geometry();
        matrix = context.kernels().matrix();
        w = context.weights().layout();
    }

    /** Adds the sample's share to {@code dw}, or starts with it if the sample is its chunk's first. */
    void run(long x, long dy, long dw, boolean first) {
        Layout in = c.input();
        long start = x - g.padTop() * in.rowBytes() - g.padLeft() * in.pixelBytes();
        for (int r = 0; r < g.outHeight(); r += GRADIENT_ROWS) {
            int rows = Math.min(GRADIENT_ROWS, g.outHeight() - r);
            boolean zero = first && r == 0;
            for (int panel = 0; panel < w.panels(); panel++) {
                long b = dy + r * c.output().rowBytes() + 8L * panel * w.lanes();
                for (int k = 0; k < g.kernelHeight(); k++) {
                    long a = start + (r * g.strideY() + k * g.dilationY()) * in.rowBytes();
                    kernelRow(a, rows, b, panel, k, dw, zero);
                }
            }
        }
    }

    /** What some output rows add to the gradient of one row of the kernel, one panel of it. */
    private void kernelRow(long a, int rows, long b, int panel, int k, long dw, boolean zero) {
        Layout in = c.input();
        long rowC = 4L * w.panelWidth(panel);
        // With a dilation the pixels under a kernel row don't lie side by side: one product for each kernel column.
        int parts = g.dilationX() == 1 ? 1 : g.kernelWidth();
        int height = g.kernelWidth() * w.groupRows() / parts;
        for (int part = 0; part < parts; part++) {
            long to = dw + w.panelOffset(panel)
                    + ((long) k * g.kernelWidth() * w.groupRows() + (long) part * height) * rowC;
            matrix.multiply(
                    height, w.vectors(panel),
                    a + (long) part * g.dilationX() * in.pixelBytes(), rows, g.outWidth(),
                    g.strideY() * in.rowBytes(), g.strideX() * in.pixelBytes(), 4,
                    b, c.output().rowBytes(), c.output().pixelBytes(),
                    to, rowC, zero ? c.zeros() : to, zero ? 0 : rowC);
        }
    }
}
