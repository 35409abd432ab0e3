package io.fovea.ops.convolution;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Layout;
import io.fovea.ops.WeightLayout;

/**
 * The forward pass of {@link SmallImageConvolution}, tap by tap of the kernel: what lies under a tap is one product for each
 * output pixel with samples as rows, or, for fewer samples than columns, one for each sample and row of outputs.
 */
final class SmallImageForward {
    /** Rows of weights that stay in the L1 cache with what they are multiplied by. */
    private static final int PIECE = 256;

    private final Geometry g;
    private final ConvolutionContext c;
    private final MatrixKernel matrix;
    private final WeightLayout w;
    private final Reach rows;
    private final Reach columns;

    SmallImageForward(ConvolutionContext context) {
        c = context;
        g = context.geometry();
        matrix = context.kernels().matrix();
        w = context.weights().layout();
        rows = new Reach(g.rows());
        columns = new Reach(g.columns());
    }

    /**
     * Computes a panel of the outputs' channels for some samples.
     *
     * @param x byte address of pixel [0][0] of the first sample; {@code strideX} bytes to the next one's; so for
     * {@code y}
     */
    void run(long x, long strideX, long y, long strideY, int samples, int panel) {
        long to = y + 8L * panel * w.lanes();
        start(to, strideY, samples, panel);
        for (int ky = 0; ky < g.kernelHeight(); ky++) {
            for (int kx = 0; kx < g.kernelWidth(); kx++) {
                for (int k = 0; k < w.groupRows(); k += PIECE) {
                    tap(ky, kx, k, x + 4L * k, strideX, to, strideY, samples, panel);
                }
            }
        }
        int count = c.epilogue().count(w.columns() - 2 * panel * w.lanes(), w.panelWidth(panel));
        for (int s = 0; s < samples; s++) {
            for (int r = 0; r < g.outHeight(); r++) {
                long row = to + s * strideY + r * c.output().rowBytes();
                c.epilogue().forward(c.kernels().activation(), g.outWidth(), count, row, c.output().pixelBytes());
            }
        }
    }

    /** The bias: a product without a sum. */
    private void start(long to, long strideY, int samples, int panel) {
        long bias = c.bias() + 8L * panel * w.lanes();
        for (int r = 0; r < g.outHeight(); r++) {
            for (int column = 0; column < g.outWidth(); column++) {
                long pixel = to + r * c.output().rowBytes() + column * c.output().pixelBytes();
                matrix.multiply(samples, w.vectors(panel), pixel, 0, 0, 0, 4, 0, bias, 0, 0, pixel, strideY, bias, 0);
            }
        }
    }

    /** What a tap's channels from {@code k} on add. */
    private void tap(
            int ky, int kx, int k, long x, long strideX, long y, long strideY, int samples, int panel) {
        Layout in = c.input();
        Layout out = c.output();
        long rowB = 4L * w.panelWidth(panel);
        long weights = c.weights().address() + w.panelOffset(panel)
                + ((long) (ky * g.kernelWidth() + kx) * w.groupRows() + k) * rowB;
        int depth = Math.min(PIECE, w.groupRows() - k);
        int first = columns.first(kx);
        int end = columns.end(kx);
        boolean bySamples = samples >= end - first;
        for (int r = rows.first(ky); r < rows.end(ky); r++) {
            long a = x + rows.pixel(r, ky) * in.rowBytes() + columns.pixel(first, kx) * in.pixelBytes();
            long to = y + r * out.rowBytes() + first * out.pixelBytes();
            for (int column = first; bySamples && column < end; column++) {
                matrix.multiply(
                        samples, w.vectors(panel), a, 1, depth, 0, 4, strideX, weights, 0, rowB, to, strideY, to,
                        strideY);
                a += g.strideX() * in.pixelBytes();
                to += out.pixelBytes();
            }
            for (int s = 0; !bySamples && s < samples; s++) {
                matrix.multiply(
                        end - first, w.vectors(panel), a + s * strideX, 1, depth, 0, 4, g.strideX() * in.pixelBytes(),
                        weights, 0, rowB, to + s * strideY, out.pixelBytes(), to + s * strideY, out.pixelBytes());
            }
        }
    }
}
