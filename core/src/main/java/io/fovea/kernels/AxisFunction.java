package io.fovea.kernels;

/**
 * The functions of a whole vector of numbers, such as all channels of a pixel. Addresses and steps from one number to the next are
 * in bytes. They are plain code in double precision; {@link StrictMath} gives the same bits on every machine.
 */
public enum AxisFunction {
    /** Probabilities: {@code exp(x) / sum of exp(x)}. */
    SOFTMAX {
        @Override
        public void forward(int count, long x, long stepX, long y, long stepY) {
            Softmax.forward(count, x, stepX, y, stepY);
        }

        @Override
        public void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx) {
            Softmax.gradient(count, y, stepY, dy, stepDy, dx, stepDx);
        }
    },
    /** Their logarithms: {@code x - log(sum of exp(x))}. */
    LOG_SOFTMAX {
        @Override
        public void forward(int count, long x, long stepX, long y, long stepY) {
            LogSoftmax.forward(count, x, stepX, y, stepY);
        }

        @Override
        public void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx) {
            LogSoftmax.gradient(count, y, stepY, dy, stepDy, dx, stepDx);
        }
    },
    /** The nearest probabilities, many of them 0: {@code max(x - t, 0)} with t such that the sum is 1. */
    SPARSEMAX {
        @Override
        public void forward(int count, long x, long stepX, long y, long stepY) {
            Sparsemax.forward(count, x, stepX, y, stepY);
        }

        @Override
        public void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx) {
            Sparsemax.gradient(count, y, stepY, dy, stepDy, dx, stepDx);
        }
    };

    /** {@code y = f(x)} of {@code count} numbers; {@code y} may be {@code x}. */
    public abstract void forward(int count, long x, long stepX, long y, long stepY);

    /** The gradient {@code dx} of the input, given the outputs and their gradient; {@code dx} may be {@code dy}. */
    public abstract void gradient(int count, long y, long stepY, long dy, long stepDy, long dx, long stepDx);
}
