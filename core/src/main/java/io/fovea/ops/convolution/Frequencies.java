package io.fovea.ops.convolution;

import io.fovea.ops.Buffer;
import io.fovea.ops.Program;

/**
 * Scratch for a block of transformed tiles: {@code [frequency][tile][channel]}. Frequencies lie a cache line further apart
 * than they need, for 36 addresses a multiple of 4,096 bytes apart would meet in the same lines of the cache.
 *
 * @param buffer one block for each worker
 * @param tiles of a block
 * @param channels of a tile, a multiple of the vector length
 */
record Frequencies(Buffer buffer, int tiles, int channels) {
    private static final int LINE = 64;

    static Frequencies of(Program p, String name, int tiles, int channels) {
        long bytes = Tiling.FREQUENCIES * step(tiles, channels);
        return new Frequencies(p.buffer(name, Buffer.Kind.WORKER, bytes), tiles, channels);
    }

    private static long step(int tiles, int channels) {
        return 4L * tiles * channels + LINE;
    }

    /** Bytes from one frequency to the next. */
    long step() {
        return step(tiles, channels);
    }

    /** Bytes from one tile to the next. */
    long tileBytes() {
        return 4L * channels;
    }

    /** The address of tile {@code tile} of the first frequency. */
    long at(int worker, int tile) {
        return buffer.at(worker) + tile * tileBytes();
    }
}
