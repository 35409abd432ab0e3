package io.fovea.ops.convolution;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;

/**
 * Scratch for a block of transformed tiles: {@code [frequency][panel][tile][channel of the panel]}. Frequencies lie a cache line
 * further apart than they need, for 36 addresses a multiple of 4,096 bytes apart would meet in the same lines of the cache.
 *
 * @param buffer one block for each worker
 * @param tiles of a block
 * @param panels how many there are
 * @param channels of a panel, a multiple of the vector length
 */
record WinogradTiles(Buffer buffer, int tiles, int panels, int channels) {
    /** Channels of a panel with which a product over channels, or of their gradient, is fastest. */
    static final int PANEL = MatrixKernel.PANEL / 4;

    private static final int LINE = 64;

    /** Scratch with all channels of a tile side by side. */
    static WinogradTiles whole(PlanContext p, String name, int tiles, int channels) {
        return of(p, name, tiles, 1, channels);
    }

    /** Scratch with the channels in panels of {@link #PANEL}; a last one may be filled in part. */
    static WinogradTiles panels(PlanContext p, String name, int tiles, int channels) {
        return of(p, name, tiles, (channels + PANEL - 1) / PANEL, PANEL);
    }

    private static WinogradTiles of(PlanContext p, String name, int tiles, int panels, int channels) {
        long bytes = Tiling.FREQUENCIES * step(tiles, panels * channels);
        return new WinogradTiles(p.buffer(name, Buffer.Kind.WORKER, bytes), tiles, panels, channels);
    }

    private static long step(int tiles, int channels) {
        return 4L * tiles * channels + LINE;
    }

    /** Bytes from one frequency to the next. */
    long step() {
        return step(tiles, panels * channels);
    }

    /** Bytes from one panel to the next. */
    long panelBytes() {
        return 4L * tiles * channels;
    }

    /** Bytes from one tile to the next. */
    long tileBytes() {
        return 4L * channels;
    }

    /** The address of tile {@code tile} of the first frequency and panel. */
    long at(int worker, int tile) {
        return buffer.at(worker) + tile * tileBytes();
    }
}
