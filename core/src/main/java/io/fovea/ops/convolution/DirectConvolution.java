package io.fovea.ops.convolution;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Layout;
import io.fovea.ops.Slot;
import io.fovea.ops.WeightLayout;

/**
 * The convolution as matrix products, without a copy of the input. With channels innermost, the pixels under one row of
 * the kernel lie side by side, so an output row is a product with rows = output columns, depth = kernel width x input
 * channels, and one tap for each kernel row.
 *
 * <p>The weight gradient is the same product with other strides: rows = kernel width x input channels, depth = the pixels
 * of an output row, taps = output rows. The input gradient is {@link InputGradient}.
 */
final class DirectConvolution implements ConvolutionAlgorithm {
    /** Output rows that the weight gradient takes at once: with the input rows that they need they stay in the L1 cache. */
    private static final int GRADIENT_ROWS = 4;

    private final Geometry g;
    private final ConvolutionContext c;
    private final MatrixKernel matrix;
    private final WeightLayout w;
    private final InputGradient inputGradient;

    DirectConvolution(ConvolutionContext context, InputGradient inputGradient) {
        c = context;
        g = context.geometry();
        matrix = context.kernels().matrix();
        w = context.kernel().layout();
        this.inputGradient = inputGradient;
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public void forward(long x, long y, Slot slot) {
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

    @Override
    public void inputGradient(long dy, long dx, Slot slot) {
        inputGradient.run(dy, dx);
    }

    @Override
    public void weightGradient(long x, long dy, long dw, Slot slot) {
        Layout in = c.input();
        long start = x - g.padTop() * in.rowBytes() - g.padLeft() * in.pixelBytes();
        for (int r = 0; r < g.outHeight(); r += GRADIENT_ROWS) {
            int rows = Math.min(GRADIENT_ROWS, g.outHeight() - r);
            boolean zero = slot.first && r == 0;
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

    @Override
    public int refreshTasks() {
        return inputGradient.refreshTasks();
    }

    @Override
    public void refresh(int task) {
        inputGradient.refresh(task);
    }
}
