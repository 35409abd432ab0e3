package io.fovea.ops.convolution;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Layout;
import io.fovea.ops.MaxPoolOperation;
import io.fovea.ops.PlanContext;
import io.fovea.runtime.Memory;

/**
 * {@code Y = A' M A} of the products M of each tile, channel by channel, a row of tiles at once, and what follows: bias, activation
 * or a maximum pooling.
 */
final class OutputTransform {
    private final Kernels kernels;
    private final Layout to;
    private final long bias;
    private final long zeros;
    private final Optional<Epilogue> epilogue;
    private final Optional<MaxPoolOperation> pooling;
    private final WinogradTiles m;
    private final Buffer edge;

    /**
     * A transform into images of a layout.
     *
     * @param tiles of a block
     * @param channels that are transformed at once
     * @param bias byte address of what is added to each output's channels
     * @param zeros byte address of as many zeros as there are output channels
     * @param epilogue applied to the outputs; empty where they are gradients
     * @param pooling after which only the maxima are written: {@code to} is their layout
     */
    OutputTransform(
            PlanContext p, String name, int tiles, Layout to, int channels, long bias, long zeros,
            Optional<Epilogue> epilogue,
            Optional<MaxPoolOperation> pooling) {
        kernels = p.kernels();
        this.to = to;
        this.bias = bias;
        this.zeros = zeros;
        this.epilogue = epilogue;
        this.pooling = pooling;
        m = WinogradTiles.whole(p, name + " products", tiles, channels);
        edge = p.buffer(name + " edge", Buffer.Kind.WORKER, 4L * Tiling.SIDE * channels);
    }

    /** Whether the pooling can be done on the tiles: four windows are a tile, and none sticks out. */
    static boolean pools(Window w) {
        return w.poolHeight() == 2 && w.poolWidth() == 2 && w.tiles()
                && w.height() % Tiling.SIDE == 0 && w.width() % Tiling.SIDE == 0;
    }

    /** Where the products are expected. */
    WinogradTiles products() {
        return m;
    }

    /** What {@link #run} overwrites but for the image. */
    List<Buffer> scratch() {
        return List.of(m.buffer(), edge);
    }

    /**
     * Transforms a row of tiles: along the columns in place, then along the rows into the image.
     *
     * @param y address of the image's pixel [0][0]
     * @param argmaxMask address of the pooling's marks, or 0: not wanted
     * @param row of tiles
     * @param column first of the tiles
     * @param columns how many there are
     * @param channel first of the channels
     * @param channels how many there are
     * @param tile the first one's index among the products
     */
    void run(long y, long argmaxMask, int row, int column, int columns, int channel, int channels, int tile,
            int worker) {
        long first = m.at(worker, tile);
        long down = Tiling.REACH * m.step();
        for (int k = 0; k < Tiling.REACH; k++) {
            long from = first + k * m.step();
            kernels.winograd().output(
                    1, columns * m.channels() / kernels.lanes(), from, 0, down, from, 0, down, zeros, 0);
        }
        if (pooling.isPresent()) {
            pooledRows(first, y, argmaxMask, row, column, columns, channel, channels);
        } else {
            rows(first, y, row, column, columns, channel, channels, worker);
        }
    }

    private void rows(long first, long y, int row, int column, int columns, int channel, int channels, int worker) {
        int pixels = Math.min(columns * Tiling.SIDE, to.value().width() - column * Tiling.SIDE);
        int rows = Math.min(Tiling.SIDE, to.value().height() - row * Tiling.SIDE);
        long target = y + (long) row * Tiling.SIDE * to.rowBytes() + (long) column * Tiling.SIDE * to.pixelBytes()
                + 4L * channel;
        for (int i = 0; i < rows; i++) {
            long at = target + i * to.rowBytes();
            row(first + i * (Tiling.REACH * m.step()), pixels, at, bias + 4L * channel, channels, worker);
            if (epilogue.isPresent()) {
                int active = epilogue.get().count(to.value().channels() - channel, channels);
                epilogue.get().forward(kernels.activation(), pixels, active, at, to.pixelBytes());
            }
        }
    }

    private void row(long from, int pixels, long target, long ownBias, int channels, int worker) {
        int lanes = kernels.lanes();
        long vector = 4L * lanes;
        int whole = pixels / Tiling.SIDE;
        kernels.winograd().output(
                whole, channels / lanes, from, m.tileBytes(), m.step(),
                target, Tiling.SIDE * to.pixelBytes(), to.pixelBytes(), ownBias, vector);
        int rest = pixels % Tiling.SIDE;
        if (rest > 0) {
            long side = 4L * channels;
            kernels.winograd().output(
                    1, channels / lanes, from + whole * m.tileBytes(), 0, m.step(), edge.at(worker), 0, side, ownBias,
                    vector);
            for (int i = 0; i < rest; i++) {
                Memory.copy(
                        edge.at(worker) + i * side, target + (long) (whole * Tiling.SIDE + i) * to.pixelBytes(), side);
            }
        }
    }

    /** The row of tiles is two rows of maxima. */
    private void pooledRows(
            long first, long y, long argmaxMask, int row, int column, int columns, int channel, int channels) {
        MaxPoolOperation pool = pooling.orElseThrow();
        int half = Tiling.SIDE / 2;
        long word = pool.window().argmaxMaskBytes(kernels.lanes()) / to.value().height() / to.value().width();
        int active = pool.epilogue().count(to.value().channels() - channel, channels);
        for (int i = 0; i < half; i++) {
            int pooledRow = row * half + i;
            int pooledColumn = column * half;
            long target = y + pooledRow * to.rowBytes() + pooledColumn * to.pixelBytes() + 4L * channel;
            long own = argmaxMask == 0
                    ? 0
                    : argmaxMask + ((long) pooledRow * to.value().width() + pooledColumn) * word
                            + word * channel / to.value().channelStride();
            kernels.winograd().outputMaximum(
                    columns, channels / kernels.lanes(), first + 2L * i * Tiling.REACH * m.step(), m.tileBytes(),
                    m.step(), Tiling.REACH * m.step(), target, to.pixelBytes(), bias + 4L * channel, pool.fusesRelu(),
                    own, word);
            if (!pool.fusesRelu()) {
                pool.epilogue().forward(kernels.activation(), columns * half, active, target, to.pixelBytes());
            }
        }
    }
}
