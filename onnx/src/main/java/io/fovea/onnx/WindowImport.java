package io.fovea.onnx;

import java.util.Arrays;

import io.fovea.layers.Padding;
import io.fovea.onnx.ImportedValue.Signal;

/**
 * A window of the file over a feature map, and how ours pads for it.
 *
 * @param padding of our layer
 * @param pads rows above and below, columns left and right that a layer of its own adds before it
 */
record WindowImport(Padding padding, int[][] pads) {
    static WindowImport of(ImportedNode node, Signal x, int height, int width, int[] strides, int[] dilations)
            throws OnnxFileException {
        if (Math.min(strides[0], strides[1]) < 1 || Math.min(dilations[0], dilations[1]) < 1) {
            throw node.failure("has a stride or a dilation below 1");
        }
        long[] extents = {(height - 1L) * dilations[0] + 1, (width - 1L) * dilations[1] + 1};
        int[] given = node.sizes("pads", 4, 0);
        String automatic = node.word("auto_pad", "NOTSET");
        boolean up = node.integer("ceil_mode", 0) == 1;
        int[][] pads = new int[2][2];
        boolean none = true;
        boolean same = true;
        for (int axis = 0; axis < 2; axis++) {
            int size = x.shape().dimension(axis);
            long outputs = (size + strides[axis] - 1L) / strides[axis];
            long total = Math.max(0, (outputs - 1) * strides[axis] + extents[axis] - size);
            long before;
            long after;
            switch (automatic) {
                case "SAME_UPPER" -> {
                    before = total / 2;
                    after = total - before;
                }
                case "SAME_LOWER" -> {
                    after = total / 2;
                    before = total - after;
                }
                case "VALID" -> {
                    before = 0;
                    after = 0;
                }
                case "NOTSET" -> {
                    before = given[axis];
                    after = given[axis + 2]
                            + (up ? rest(size, given[axis], given[axis + 2], extents[axis], strides[axis]) : 0);
                }
                default -> throw node.failure("has the auto_pad " + OnnxFile.shown(automatic) + ", which is none");
            }
            pads[axis] = new int[]{Math.toIntExact(before), Math.toIntExact(after)};
            none &= before == 0 && after == 0;
            same &= before == total / 2 && after == total - total / 2;
        }
        return none || !same ? new WindowImport(Padding.VALID, pads) : new WindowImport(Padding.SAME, new int[2][2]);
    }

    /** What is missing after the last pixel for a window that begins in front of it. */
    private static long rest(int size, int before, int after, long extent, int stride) {
        long over = (size + before + after - extent) % stride;
        boolean beginsInside = size + before + after - extent - over + stride < size + before;
        return over == 0 || !beginsInside ? 0 : stride - over;
    }

    boolean isPadded() {
        return Arrays.stream(pads).anyMatch(ends -> ends[0] > 0 || ends[1] > 0);
    }

    /** {@code x} with what our layer doesn't pad itself. */
    Signal padded(GraphImport graph, Signal x, double value) throws OnnxFileException {
        return ShapeImport.pad(graph, x, new int[][]{pads[0], pads[1], {0, 0}}, value);
    }
}
