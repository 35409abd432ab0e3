package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/**
 * Softmax of one vector of {@code count} floats at a byte address. A classifier has few classes, so
 * this is plain code in double precision; {@link StrictMath} gives the same bits on every machine.
 */
public final class Softmax {
    private Softmax() {}

    /**
     * {@code y = exp(x - max x) / sum of the same} of numbers that are {@code stepX} and {@code stepY} bytes apart; subnormal results
     * are 0; {@code y} may be {@code x}.
     */
    public static void forward(int count, long x, long stepX, long y, long stepY) {
        double logSum = logSumOfExponentials(count, x, stepX);
        for (int k = 0; k < count; k++) {
            float p = (float) StrictMath.exp(get(x + k * stepX) - logSum);
            set(y + k * stepY, p < Float.MIN_NORMAL ? 0 : p);
        }
    }

    /** {@code dx = y (dy - sum of y dy)}, given the outputs; {@code dx} may be {@code dy}. */
    public static void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx) {
        double dot = 0;
        for (int k = 0; k < count; k++) {
            dot += (double) get(y + k * stepY) * get(dy + k * stepDy);
        }
        for (int k = 0; k < count; k++) {
            set(dx + k * stepDx, Subnormals.flush((float) (get(y + k * stepY) * (get(dy + k * stepDy) - dot))));
        }
    }

    /** The logarithm of the sum of {@code exp(x)}, without overflow. */
    public static double logSumOfExponentials(int count, long x) {
        return logSumOfExponentials(count, x, 4);
    }

    /** The same of numbers that are {@code step} bytes apart. */
    static double logSumOfExponentials(int count, long x, long step) {
        double top = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            top = Math.max(top, get(x + k * step));
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += StrictMath.exp(get(x + k * step) - top);
        }
        return top + StrictMath.log(sum);
    }
}
