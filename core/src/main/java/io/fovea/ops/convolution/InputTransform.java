package io.fovea.ops.convolution;

import io.fovea.kernels.WinogradKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Layout;
import io.fovea.ops.PlanContext;

/**
 * {@code V = B' d B} for the 6 x 6 inputs d of each tile, channel by channel. A row of tiles at once: along the image's
 * columns into scratch, where what neighboring tiles share is worked out once, then along its rows.
 */
final class InputTransform {
    private final WinogradKernel winograd;
    private final Layout layout;
    private final int padTop;
    private final int padLeft;
    private final int lanes;
    private final Buffer scratch;

    /**
     * The transform of images that are laid out as {@code layout} says.
     *
     * @param padTop rows of zeros above the first tile's first input
     * @param padLeft columns of zeros left of it
     * @param columns most tiles of a row
     */
    InputTransform(PlanContext p, String name, Layout layout, int padTop, int padLeft, int columns) {
        winograd = p.kernels().winograd();
        this.layout = layout;
        this.padTop = padTop;
        this.padLeft = padLeft;
        lanes = p.kernels().lanes();
        scratch = p.buffer(name + " strip", Buffer.Kind.WORKER, Tiling.REACH * rowBytes(columns));
    }

    /** Inputs of a row under so many tiles: neighbors overlap. */
    private static int pixels(int columns) {
        return columns * Tiling.SIDE + Tiling.REACH - Tiling.SIDE;
    }

    private long rowBytes(int columns) {
        return pixels(columns) * layout.pixelBytes();
    }

    Buffer scratch() {
        return scratch;
    }

    /**
     * Transforms a row of tiles.
     *
     * @param x address of the image's pixel [0][0]
     * @param row of tiles
     * @param column first of the tiles
     * @param columns how many there are
     * @param to where they go
     * @param tile the first one's index there
     */
    void run(long x, int row, int column, int columns, WinogradTiles to, int tile, int worker) {
        long pixel = layout.pixelBytes();
        long strip = scratch.at(worker);
        long stripRow = rowBytes(columns);
        long from = x + (long) (row * Tiling.SIDE - padTop) * layout.rowBytes()
                + (long) (column * Tiling.SIDE - padLeft) * pixel;
        int channels = layout.value().channelStride();
        winograd.input(1, pixels(columns) * channels / lanes, from, 0, layout.rowBytes(), strip, 0, stripRow);
        for (int i = 0; i < Tiling.REACH; i++) {
            long target = to.at(worker, tile) + (long) i * Tiling.REACH * to.step();
            for (int k = 0; k < to.panels(); k++) {
                int first = k * to.channels();
                winograd.input(
                        columns, Math.min(to.channels(), channels - first) / lanes,
                        strip + i * stripRow + 4L * first, Tiling.SIDE * pixel, pixel,
                        target + k * to.panelBytes(), to.tileBytes(), to.step());
            }
        }
    }
}
