package io.fovea.plan;

import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;

/**
 * A sum over all numbers of a weight, in double precision and in Keras's order: parts of some rows by several workers, then the
 * parts in order. So its bits depend neither on threads nor on the vector width.
 */
final class WeightSums {
    /** Numbers of a part at least. */
    private static final int PART = 4096;

    private final WeightLayout layout;
    private final int rowsOfPart;
    private final double[] sums;

    WeightSums(WeightLayout layout) {
        this.layout = layout;
        rowsOfPart = Math.ceilDiv(PART, layout.columns());
        sums = new double[Math.ceilDiv(rows(), rowsOfPart)];
    }

    private int rows() {
        return layout.groups() * layout.channels();
    }

    int parts() {
        return sums.length;
    }

    /** Computes part {@code part} of the sum of squares. */
    void squares(int part, long address) {
        penalties(part, address, 0, 1);
    }

    /** Computes part {@code part} of {@code l1 |x| + l2 x x}. */
    void penalties(int part, long address, float l1, float l2) {
        double sum = 0;
        int end = Math.min(rows(), (part + 1) * rowsOfPart);
        for (int row = part * rowsOfPart; row < end; row++) {
            sum = row(sum, row, address, l1, l2);
        }
        sums[part] = sum;
    }

    private double row(double before, int row, long address, float l1, float l2) {
        double sum = before;
        int run = 2 * layout.lanes();
        for (int j = 0; j < layout.columns(); j += run) {
            long at = address + layout.offset(row / layout.channels(), row % layout.channels(), j);
            int count = Math.min(run, layout.columns() - j);
            for (long k = 0; k < 4L * count; k += 4) {
                double x = Memory.get(at + k);
                sum += l1 * Math.abs(x) + l2 * x * x;
            }
        }
        return sum;
    }

    /** The parts' sum. */
    double total() {
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }
}
