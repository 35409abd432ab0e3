package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link UpdateKernel} in plain loops: the oracle of the vector kernel, its tail, and the fallback. */
final class ScalarUpdates implements UpdateKernel {
    @Override
    public void sgd(int count, long w, long g, float rate) {
        for (long k = 0; k < 4L * count; k += 4) {
            set(w + k, Math.fma(get(g + k), -rate, get(w + k)));
        }
    }

    @Override
    public void momentum(int count, long w, long v, long g, float rate, float momentum, boolean nesterov) {
        for (long k = 0; k < 4L * count; k += 4) {
            float step = get(g + k) * -rate;
            float velocity = Math.fma(get(v + k), momentum, step);
            set(v + k, velocity);
            set(w + k, get(w + k) + (nesterov ? Math.fma(velocity, momentum, step) : velocity));
        }
    }

    @Override
    public void adam(
            int count, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon) {
        for (long k = 0; k < 4L * count; k += 4) {
            float gradient = get(g + k);
            float mean = Math.fma(gradient - get(m + k), gain1, get(m + k));
            float square = Math.fma(Math.fma(gradient, gradient, -get(v + k)), gain2, get(v + k));
            set(m + k, mean);
            set(v + k, square);
            set(w + k, get(w + k) - mean * rate / ((float) Math.sqrt(square) + epsilon));
        }
    }
}
