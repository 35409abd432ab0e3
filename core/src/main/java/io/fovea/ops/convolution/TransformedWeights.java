package io.fovea.ops.convolution;

import io.fovea.kernels.WinogradKernel;
import io.fovea.ops.WeightLayout;

/**
 * A 3 x 3 kernel as Winograd's method needs it, {@code U = G g G'}: 36 matrices of channels instead of 9, in the same
 * panels. It is recomputed whenever the weights have changed.
 */
final class TransformedWeights {
    /** Rows of a panel that a task transforms. */
    private static final int ROWS = 8;

    private static final int SIDE = 3;

    private final WinogradKernel winograd;
    private final long source;
    private final WeightLayout from;
    private final long address;
    private final WeightLayout layout;

    /**
     * The transform of a kernel.
     *
     * @param source its byte address
     * @param from its layout, of 9 groups
     * @param address where the transform may lie, {@link #bytes} bytes
     */
    TransformedWeights(WinogradKernel winograd, long source, WeightLayout from, long address) {
        this.winograd = winograd;
        this.source = source;
        this.from = from;
        this.address = address;
        layout = transformed(from);
    }

    static long bytes(WeightLayout from) {
        return 4L * transformed(from).floats();
    }

    static WeightLayout transformed(WeightLayout w) {
        return new WeightLayout(Tiling.FREQUENCIES, w.channels(), w.groupRows(), w.columns(), w.lanes());
    }

    WeightLayout layout() {
        return layout;
    }

    /** The address of the matrix of frequency {@code frequency}, panel {@code panel}. */
    long at(int frequency, int panel) {
        return address + layout.panelOffset(panel) + frequency * groupBytes(layout, panel);
    }

    static long groupBytes(WeightLayout w, int panel) {
        return 4L * w.groupRows() * w.panelWidth(panel);
    }

    private int blocks() {
        return (from.groupRows() + ROWS - 1) / ROWS;
    }

    int tasks() {
        return from.panels() * blocks();
    }

    /** Transforms some rows of a panel: along the columns first, then, in place, along the rows. */
    void refresh(int task) {
        int panel = task / blocks();
        int first = task % blocks() * ROWS;
        int rows = Math.min(ROWS, from.groupRows() - first);
        int vectors = rows * from.vectors(panel);
        long skip = 4L * first * from.panelWidth(panel);
        long tap = groupBytes(from, panel);
        long frequency = groupBytes(layout, panel);
        long g = source + from.panelOffset(panel) + skip;
        long u = at(0, panel) + skip;
        for (int k = 0; k < SIDE; k++) {
            winograd.kernel(
                    1, vectors, g + k * tap, 0, SIDE * tap, u + k * frequency, 0, Tiling.REACH * frequency);
        }
        for (int i = 0; i < Tiling.REACH; i++) {
            long row = u + (long) i * Tiling.REACH * frequency;
            winograd.kernel(1, vectors, row, 0, frequency, row, 0, frequency);
        }
    }
}
