package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link GradientKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarGradientSteps implements GradientKernel {
    private static float sign(float x) {
        return x > 0 ? 1 : x < 0 ? -1 : 0;
    }

    @Override
    public void decay(int count, long w, float factor) {
        for (long i = 0; i < 4L * count; i += 4) {
            float weight = get(w + i);
            weight = flush(weight - weight * factor);
            set(w + i, weight);
        }
    }

    @Override
    public void clip(int count, long g, float limit) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = get(g + i);
            gradient = Math.max(Math.min(gradient, limit), -limit);
            set(g + i, gradient);
        }
    }

    @Override
    public void penalize(int count, long g, long w, float lasso, float ridge) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = get(g + i);
            float weight = get(w + i);
            gradient = gradient + Math.fma(weight, ridge, sign(weight) * lasso);
            set(g + i, gradient);
        }
    }

    @Override
    public void average(int count, long a, long w, float gain) {
        for (long i = 0; i < 4L * count; i += 4) {
            float average = get(a + i);
            float weight = get(w + i);
            average = flush(Math.fma(weight - average, gain, average));
            set(a + i, average);
        }
    }
}
