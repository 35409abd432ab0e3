package io.fovea.ops;

/**
 * Where the engine keeps a weight. A matrix of K rows and n columns lies in panels of two vectors of columns, each panel
 * row by row (the last is one vector wide if the number of vectors is odd): a tile then reads its weights without a gap.
 * K is {@code groups} groups of {@code channels} rows, each group padded to {@code groupRows} rows: the kernel's pixels of
 * a convolution, or the pixels of a flattened image before a dense layer. A vector is a matrix of one row.
 *
 * <p>Padding rows and columns are zero and stay so.
 *
 * @param groups row groups
 * @param channels rows of a group
 * @param groupRows rows of a group with padding
 * @param columns of the matrix: units or filters
 * @param lanes floats in a vector
 */
public record WeightLayout(int groups, int channels, int groupRows, int columns, int lanes) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is below 1 (groups: 0), a group has fewer rows than channels, or the weight has 2^31
     *     numbers or more, padding included
     */
    public WeightLayout {
        if (groups < 0 || channels < 1 || groupRows < channels || columns < 1 || lanes < 1) {
            throw new IllegalArgumentException(
                    "a weight has 0 groups or more of 1 channel or more, no fewer rows, and 1 column or more, but got "
                            + groups + " groups of " + channels + " channels in " + groupRows + " rows and " + columns
                            + " columns with " + lanes + " lanes");
        }
        long rows = (long) groups * groupRows;
        long padded = (long) Math.ceilDiv(columns, lanes) * lanes;
        if (rows > Integer.MAX_VALUE || padded > Integer.MAX_VALUE || rows * padded > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a weight has fewer than 2^31 numbers, padding included, but got " + rows + " rows of " + padded
                            + "; use fewer units or filters, or smaller images");
        }
    }

    /** The layout of a vector of {@code length} numbers. */
    public static WeightLayout vector(int length, int lanes) {
        return new WeightLayout(1, 1, 1, length, lanes);
    }

    /** Rows with padding. */
    public int rows() {
        return groups * groupRows;
    }

    /** Columns with padding. */
    public int paddedColumns() {
        return Math.ceilDiv(columns, lanes) * lanes;
    }

    /** How many panels there are. */
    public int panels() {
        return (paddedColumns() / lanes + 1) / 2;
    }

    /** Vectors of a row of panel {@code panel}: 2, or 1 in a last panel. */
    public int vectors(int panel) {
        return Math.min(2, paddedColumns() / lanes - 2 * panel);
    }

    /** Floats of a row of panel {@code panel}. */
    public int panelWidth(int panel) {
        return vectors(panel) * lanes;
    }

    /** Bytes from the start to panel {@code panel}. */
    public long panelOffset(int panel) {
        return 4L * panel * 2 * lanes * rows();
    }

    /** Floats in all. */
    public int floats() {
        return rows() * paddedColumns();
    }

    /** Numbers that count as weights: what a summary shows and a file holds. */
    public int size() {
        return groups * channels * columns;
    }

    /** Bytes from the start to the weight of row {@code channel} of group {@code group}, column {@code column}. */
    public long offset(int group, int channel, int column) {
        int panel = column / (2 * lanes);
        long row = (long) group * groupRows + channel;
        return panelOffset(panel) + 4 * (row * panelWidth(panel) + column % (2 * lanes));
    }
}
