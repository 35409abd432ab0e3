package io.fovea.kernels;

import io.fovea.runtime.Memory;

/** {@link MatrixKernel} on register tiles: {@link PanelTiles} or {@link ColumnTiles} where the strides allow, else {@link Tiles}. */
final class VectorMatrix implements MatrixKernel {
    /** Whether there are 32 vector registers and not 16. */
    private static final boolean MANY_REGISTERS =
            Vectors.LANES == 16 || System.getProperty("os.arch").equals("aarch64");

    /** Rows of a tile two vectors wide that the registers hold: 8 x 2 and its operands need 19 of 32, 5 x 2 needs 13 of 16. */
    private static final int ROWS2 = MANY_REGISTERS ? 8 : 5;

    /** Rows of a tile one vector wide: higher ones are at the C1 compiler's limit. */
    private static final int ROWS1 = 8;

    private static final int FLOAT = 4;

    private final ScalarMatrix scalar = new ScalarMatrix(Vectors.LANES);

    @Override
    public void multiply(
            int rows, int vectors,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        Memory.checkStrides(rowA, rowC, rowInit);
        if (rows == 0) {
            return;
        }
        // Tiles of equal height: 9 rows are 5 + 4, for a tile of one row waits for its own sums.
        int most = vectors == 2 ? ROWS2 : ROWS1;
        int tiles = (rows + most - 1) / most;
        int height = rows / tiles;
        int higher = rows - height * tiles;
        run(height + 1, vectors, higher, a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
        int first = higher * (height + 1);
        run(height, vectors, tiles - higher, a + first * rowA, taps, depth, tapA, stepA, rowA, b, tapB, rowB,
                c + first * rowC, rowC, init + first * rowInit, rowInit);
    }

    private static void run(
            int rows, int vectors, int count,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        if (count == 0) {
            return;
        }
        if (rowA == FLOAT) {
            ColumnTiles.run(rows, vectors, count, a, taps, depth, tapA, stepA, b, tapB, rowB, c, rowC, init, rowInit);
        } else if (rowA == PANEL && stepA == FLOAT && rowB == (long) vectors * Vectors.BYTES) {
            PanelTiles.run(rows, vectors, count, a, taps, depth, tapA, b, tapB, c, rowC, init, rowInit);
        } else {
            Tiles.run(rows, vectors, count, a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
        }
    }

    /** Whole blocks of vectors; the rest, below a vector's lanes each way, is scalar. */
    @Override
    public void transpose(int rows, int columns, long from, long rowFrom, long to, long rowTo) {
        int wholeRows = rows - rows % Vectors.LANES;
        int wholeColumns = columns - columns % Vectors.LANES;
        for (int i = 0; i < wholeRows; i += Vectors.LANES) {
            for (int j = 0; j < wholeColumns; j += Vectors.LANES) {
                Transposition.block(from + i * rowFrom + 4L * j, rowFrom, to + j * rowTo + 4L * i, rowTo);
            }
        }
        scalar.transpose(
                wholeRows, columns - wholeColumns, from + 4L * wholeColumns, rowFrom,
                to + wholeColumns * rowTo, rowTo);
        scalar.transpose(rows - wholeRows, columns, from + wholeRows * rowFrom, rowFrom, to + 4L * wholeRows, rowTo);
    }
}
