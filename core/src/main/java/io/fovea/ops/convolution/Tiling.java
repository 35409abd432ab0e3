package io.fovea.ops.convolution;

import io.fovea.ops.Halo;

/**
 * An image of outputs cut into tiles of 4 x 4 for Winograd's F(4x4, 3x3), and which of them are worked on at once: a block
 * of some rows and columns of tiles. Tiles may stick out at the bottom and at the right.
 *
 * @param height of the image
 * @param width of the image
 * @param most tiles of a block
 */
record Tiling(int height, int width, int most) {
    /** Rows and columns of outputs of a tile. */
    static final int SIDE = 4;

    /** Rows and columns of inputs of a tile. */
    static final int REACH = 6;

    /** Products of a tile and channel: "frequencies". */
    static final int FREQUENCIES = REACH * REACH;

    /** Rows of tiles. */
    int down() {
        return (height + SIDE - 1) / SIDE;
    }

    /** Columns of tiles. */
    int across() {
        return (width + SIDE - 1) / SIDE;
    }

    /** Columns of tiles of a block; the last may have fewer. */
    int blockColumns() {
        int blocks = (across() + most - 1) / most;
        return (across() + blocks - 1) / blocks;
    }

    /** Rows of tiles of a block; the last may have fewer. */
    int blockRows() {
        return Math.min(down(), Math.max(1, most / blockColumns()));
    }

    /** Images of a block, if they are small. */
    int blockSamples() {
        return Math.max(1, most / (down() * across()));
    }

    /** Tiles of a block. */
    int blockTiles() {
        return blockSamples() * blockRows() * blockColumns();
    }

    /** The zeros around {@code height x width} inputs that begin {@code padTop}, {@code padLeft} after the first tile. */
    Halo halo(int inputHeight, int inputWidth, int padTop, int padLeft) {
        int overlap = REACH - SIDE;
        return new Halo(
                padTop, Math.max(0, down() * SIDE + overlap - padTop - inputHeight),
                padLeft, Math.max(0, across() * SIDE + overlap - padLeft - inputWidth));
    }
}
