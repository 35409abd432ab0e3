package io.fovea.ops.convolution;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Layout;
import io.fovea.ops.WeightLayout;

/**
 * The gradient of a convolution's input: for each phase of the strides ({@link Axis}) a convolution of stride 1 of the
 * output's gradient with the kernel's taps of that phase, reversed, and its input and output channels swapped. This form of
 * the weights is recomputed after each update.
 */
final class InputGradient {
    private final ConvolutionContext c;
    private final MatrixKernel matrix;
    private final Axis rows;
    private final Axis columns;
    private final WeightLayout w;
    private final WeightLayout[] flipped;
    private final long[] address;

    /** @param flippedAddress where the reversed weights may lie: {@link #bytes} bytes */
    InputGradient(ConvolutionContext context, long flippedAddress) {
        c = context;
        matrix = context.kernels().matrix();
        rows = context.geometry().rows();
        columns = context.geometry().columns();
        w = context.weights().layout();
        flipped = layouts(context.geometry(), w);
        address = new long[flipped.length];
        long next = flippedAddress;
        for (int p = 0; p < flipped.length; p++) {
            address[p] = next;
            next += 4L * flipped[p].floats();
        }
    }

    /** How much memory the reversed weights take. */
    static long bytes(Geometry g, WeightLayout w) {
        long bytes = 0;
        for (WeightLayout phase : layouts(g, w)) {
            bytes += 4L * phase.floats();
        }
        return bytes;
    }

    private static WeightLayout[] layouts(Geometry g, WeightLayout w) {
        WeightLayout[] layouts = new WeightLayout[g.strideY() * g.strideX()];
        for (int p = 0; p < layouts.length; p++) {
            int taps = g.rows().taps(p / g.strideX()) * g.columns().taps(p % g.strideX());
            layouts[p] = new WeightLayout(taps, w.columns(), w.paddedColumns(), w.groupRows(), w.lanes());
        }
        return layouts;
    }

    /** The layout of the reversed weights of the only phase of a convolution of stride 1. */
    static WeightLayout reversed(Geometry g, WeightLayout w) {
        return layouts(g, w)[0];
    }

    /** Computes the gradient at {@code dx} from the one at {@code dy}, both addresses of pixel [0][0]. */
    void run(long dy, long dx) {
        for (int py = 0; py < rows.phases(); py++) {
            for (int px = 0; px < columns.phases(); px++) {
                WeightLayout f = flipped[py * columns.phases() + px];
                for (int panel = 0; panel < f.panels(); panel++) {
                    phase(py, px, f, panel, dy, dx);
                }
            }
        }
    }

    private void phase(int py, int px, WeightLayout f, int panel, long dy, long dx) {
        Layout to = c.input();
        Layout from = c.output();
        long weights = address[py * columns.phases() + px] + f.panelOffset(panel);
        long a = dy + rows.firstOutput(py) * from.rowBytes() + columns.firstOutput(px) * from.pixelBytes();
        long target = dx + columns.firstPixel(px) * to.pixelBytes() + 8L * panel * f.lanes();
        for (int i = 0; i < rows.pixels(py); i++) {
            long row = target + (rows.firstPixel(py) + i * rows.stride()) * to.rowBytes();
            row(a + i * from.rowBytes(), py, px, f, panel, weights, row);
        }
    }

    private void row(long a, int py, int px, WeightLayout f, int panel, long weights, long target) {
        Layout from = c.output();
        long rowB = 4L * f.panelWidth(panel);
        long rowC = columns.stride() * c.input().pixelBytes();
        long tapA = rows.tapStep() * from.rowBytes();
        int taps = rows.taps(py);
        int across = columns.taps(px);
        int depth = across * f.groupRows();
        if (columns.tapStep() == 1) {
            matrix.multiply(
                    columns.pixels(px), f.vectors(panel), a, taps, depth, tapA, 4, from.pixelBytes(),
                    weights, depth * rowB, rowB, target, rowC, c.zeros(), 0);
            return;
        }
        for (int m = 0; m < taps; m++) {
            matrix.multiply(
                    columns.pixels(px), f.vectors(panel), a + m * tapA, across, f.groupRows(),
                    columns.tapStep() * from.pixelBytes(), 4, from.pixelBytes(),
                    weights + (long) m * depth * rowB, f.groupRows() * rowB, rowB, target, rowC,
                    m == 0 ? c.zeros() : target, m == 0 ? 0 : rowC);
        }
    }

    /** One task for each pixel of the kernel: every pixel belongs to one phase. */
    int refreshTasks() {
        return c.geometry().kernelHeight() * c.geometry().kernelWidth();
    }

    void refresh(int task) {
        int ky = task / c.geometry().kernelWidth();
        int kx = task % c.geometry().kernelWidth();
        int py = rows.phaseOf(ky);
        int px = columns.phaseOf(kx);
        int phase = py * columns.phases() + px;
        WeightLayout f = flipped[phase];
        int group = rows.tapOf(ky) * columns.taps(px) + columns.tapOf(kx);
        for (int from = 0; from < w.panels(); from++) {
            for (int to = 0; to < f.panels(); to++) {
                int first = 2 * to * f.lanes();
                long source = c.weights().address() + w.offset(task, first, 2 * from * w.lanes());
                long target = address[phase] + f.offset(group, 2 * from * w.lanes(), first);
                int channels = Math.min(f.panelWidth(to), w.groupRows() - first);
                matrix.transpose(
                        channels, w.panelWidth(from), source, 4L * w.panelWidth(from), target, 4L * f.panelWidth(to));
            }
        }
    }
}
