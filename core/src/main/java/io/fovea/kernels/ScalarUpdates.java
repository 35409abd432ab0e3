package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.kernels.Subnormals.flushSquare;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link UpdateKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarUpdates implements UpdateKernel {
    @Override
    public void sgd(int count, long w, long g, float rate) {
        for (long k = 0; k < 4L * count; k += 4) {
            set(w + k, flush(Math.fma(flush(get(g + k)), -rate, get(w + k))));
        }
    }

    @Override
    public void momentum(int count, long w, long v, long g, float rate, float momentum, boolean nesterov) {
        for (long k = 0; k < 4L * count; k += 4) {
            float step = flush(get(g + k)) * -rate;
            float velocity = flush(Math.fma(get(v + k), momentum, step));
            set(v + k, velocity);
            set(w + k, flush(get(w + k) + (nesterov ? Math.fma(velocity, momentum, step) : velocity)));
        }
    }

    @Override
    public void adam(
            int count, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon) {
        for (long k = 0; k < 4L * count; k += 4) {
            float gradient = flush(get(g + k));
            float mean = flush(Math.fma(gradient - get(m + k), gain1, get(m + k)));
            float square = flushSquare(Math.fma(Math.fma(gradient, gradient, -get(v + k)), gain2, get(v + k)));
            set(m + k, mean);
            set(v + k, square);
            set(w + k, flush(get(w + k) - mean * rate / ((float) Math.sqrt(square) + epsilon)));
        }
    }
}
