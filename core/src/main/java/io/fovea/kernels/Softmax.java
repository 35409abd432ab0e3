package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/**
 * Softmax and cross-entropy of one vector of {@code count} floats at a byte address. A classifier has few classes, so
 * this is plain code in double precision; {@link StrictMath} gives the same bits on every machine.
 */
public final class Softmax {
    private Softmax() {}

    /** {@code y = exp(x - max x) / sum of the same}; subnormal results are 0; {@code y} may be {@code x}. */
    public static void forward(int count, long x, long y) {
        double logSum = logSumOfExponentials(count, x);
        for (int k = 0; k < count; k++) {
            float p = (float) StrictMath.exp(get(x + 4L * k) - logSum);
            set(y + 4L * k, p < Float.MIN_NORMAL ? 0 : p);
        }
    }

    /** {@code dx = y (dy - sum of y dy)}, given the outputs; {@code dx} may be {@code dy}. */
    public static void gradient(int count, long y, long dy, long dx) {
        double dot = 0;
        for (int k = 0; k < count; k++) {
            dot += (double) get(y + 4L * k) * get(dy + 4L * k);
        }
        for (int k = 0; k < count; k++) {
            set(dx + 4L * k, Subnormals.flush((float) (get(y + 4L * k) * (get(dy + 4L * k) - dot))));
        }
    }

    /** The logarithm of the sum of {@code exp(x)}, without overflow. */
    public static double logSumOfExponentials(int count, long x) {
        double top = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            top = Math.max(top, get(x + 4L * k));
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += StrictMath.exp(get(x + 4L * k) - top);
        }
        return top + StrictMath.log(sum);
    }
}
