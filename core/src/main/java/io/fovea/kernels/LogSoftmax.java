package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** See {@link AxisFunction#LOG_SOFTMAX}. */
final class LogSoftmax {
    private LogSoftmax() {}

    static void forward(int count, long x, long stepX, long y, long stepY) {
        double logSum = Softmax.logSumOfExponentials(count, x, stepX);
        for (int k = 0; k < count; k++) {
            set(y + k * stepY, Subnormals.flush((float) (get(x + k * stepX) - logSum)));
        }
    }

    /** {@code dx = dy - exp(y) sum of dy}. */
    static void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += get(dy + k * stepDy);
        }
        for (int k = 0; k < count; k++) {
            double d = get(dy + k * stepDy) - StrictMath.exp(get(y + k * stepY)) * sum;
            set(dx + k * stepDx, Subnormals.flush((float) d));
        }
    }
}
