package io.fovea.kernels;

/** {@link MatrixKernel} on the register tiles of {@link Tiles}. */
final class VectorMatrix implements MatrixKernel {
    /** Whether there are 32 vector registers and not 16. */
    private static final boolean MANY_REGISTERS =
            Vectors.LANES == 16 || System.getProperty("os.arch").equals("aarch64");

    /** Rows of a tile two vectors wide that the registers hold: 8 x 2 and its operands need 19 of 32, 5 x 2 needs 13 of 16. */
    private static final int ROWS2 = MANY_REGISTERS ? 8 : 5;

    /** Rows of a tile one vector wide: higher ones are at the C1 compiler's limit. */
    private static final int ROWS1 = 8;

    private final ScalarMatrix scalar = new ScalarMatrix(Vectors.LANES);

    @Override
    public void multiply(
            int rows, int vectors,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        // Tiles of equal height: 9 rows are 5 + 4, for a tile of one row waits for its own sums.
        int most = vectors == 2 ? ROWS2 : ROWS1;
        int tiles = (rows + most - 1) / most;
        for (int i = 0; i < tiles; i++) {
            int r = (int) ((long) rows * i / tiles);
            int height = (int) ((long) rows * (i + 1) / tiles) - r;
            long ar = a + r * rowA;
            long cr = c + r * rowC;
            long ir = init + r * rowInit;
            if (vectors == 2) {
                tile2(height, ar, taps, depth, tapA, stepA, rowA, b, tapB, rowB, cr, rowC, ir, rowInit);
            } else {
                tile1(height, ar, taps, depth, tapA, stepA, rowA, b, tapB, rowB, cr, rowC, ir, rowInit);
            }
        }
    }

    private static void tile2(
            int rows,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        switch (rows) {
            case 1 -> Tiles.tile1x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 2 -> Tiles.tile2x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 3 -> Tiles.tile3x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 4 -> Tiles.tile4x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 5 -> Tiles.tile5x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 6 -> Tiles.tile6x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 7 -> Tiles.tile7x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            default -> Tiles.tile8x2(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
        }
    }

    private static void tile1(
            int rows,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        switch (rows) {
            case 1 -> Tiles.tile1x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 2 -> Tiles.tile2x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 3 -> Tiles.tile3x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 4 -> Tiles.tile4x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 5 -> Tiles.tile5x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 6 -> Tiles.tile6x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            case 7 -> Tiles.tile7x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
            default -> Tiles.tile8x1(a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
        }
    }

    /** Scalar: it is a hundredth of a step, and vectors of another width here would spoil those of the tiles ({@link Vectors}). */
    @Override
    public void transpose(int rows, int columns, long from, long rowFrom, long to, long rowTo) {
        scalar.transpose(rows, columns, from, rowFrom, to, rowTo);
    }
}
