package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** See {@link AxisFunction#SPARSEMAX}: the projection onto the probabilities (Martins and Astudillo, arXiv:1602.02068). */
final class Sparsemax {
    private Sparsemax() {}

    static void forward(int count, long x, long stepX, long y, long stepY) {
        double top = top(count, x, stepX);
        double threshold = threshold(count, x, stepX, top);
        for (int k = 0; k < count; k++) {
            double p = get(x + k * stepX) - top - threshold;
            // The other way round NaN would become 0.
            set(y + k * stepY, p < Subnormals.TINY ? 0 : (float) p);
        }
    }

    private static double top(int count, long x, long stepX) {
        double top = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            top = Math.max(top, get(x + k * stepX));
        }
        return top;
    }

    /**
     * What is taken off numbers that count from the greatest, so that huge ones do not cancel; only those above -1 can stay. Without sorting (Michelot, 1986): what would be negative leaves the set, and the threshold of the rest
     * grows, until nothing leaves.
     */
    private static double threshold(int count, long x, long stepX, double top) {
        double threshold = -1;
        int left = 0;
        for (int before = -1; left != before;) {
            before = left;
            double sum = 0;
            left = 0;
            for (int k = 0; k < count; k++) {
                double z = get(x + k * stepX) - top;
                if (z > threshold) {
                    sum += z;
                    left++;
                }
            }
            threshold = (sum - 1) / left;
        }
        return threshold;
    }

    /** {@code dx = dy - mean of dy} where the output is not 0, else 0. */
    static void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx) {
        double sum = 0;
        int support = 0;
        for (int k = 0; k < count; k++) {
            if (get(y + k * stepY) != 0) {
                sum += get(dy + k * stepDy);
                support++;
            }
        }
        for (int k = 0; k < count; k++) {
            double d = get(y + k * stepY) == 0 ? 0 : get(dy + k * stepDy) - sum / support;
            set(dx + k * stepDx, Subnormals.flush((float) d));
        }
    }
}
