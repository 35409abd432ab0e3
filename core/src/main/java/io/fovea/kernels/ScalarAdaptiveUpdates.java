package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.kernels.Subnormals.flushSquare;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link AdaptiveKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarAdaptiveUpdates implements AdaptiveKernel {
    private static float sign(float x) {
        return x > 0 ? 1 : x < 0 ? -1 : 0;
    }

    @Override
    public void amsgrad(int count, long w, long m, long v, long h, long g, float rate, float gain1, float gain2,
            float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float mean = get(m + i);
            float square = get(v + i);
            float largest = get(h + i);
            mean = flush(Math.fma(gradient - mean, gain1, mean));
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain2, square));
            largest = Math.max(largest, square);
            weight = flush(weight - mean * rate / ((float) Math.sqrt(largest) + epsilon));
            set(w + i, weight);
            set(m + i, mean);
            set(v + i, square);
            set(h + i, largest);
        }
    }

    @Override
    public void rmsprop(int count, long w, long v, long g, float rate, float gain, float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float square = get(v + i);
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain, square));
            weight = flush(weight - gradient * rate / (float) Math.sqrt(square + epsilon));
            set(w + i, weight);
            set(v + i, square);
        }
    }

    @Override
    public void rmspropMomentum(int count, long w, long v, long k, long g, float rate, float gain, float epsilon,
            float momentum) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float square = get(v + i);
            float velocity = get(k + i);
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain, square));
            velocity = flush(Math.fma(velocity, momentum, gradient * rate / (float) Math.sqrt(square + epsilon)));
            weight = flush(weight - velocity);
            set(w + i, weight);
            set(v + i, square);
            set(k + i, velocity);
        }
    }

    @Override
    public void centered(int count, long w, long v, long a, long g, float rate, float gain, float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float square = get(v + i);
            float average = get(a + i);
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain, square));
            average = flush(Math.fma(gradient - average, gain, average));
            weight = flush(weight - gradient * rate / (float) Math.sqrt(Math.fma(-average, average, square) + epsilon));
            set(w + i, weight);
            set(v + i, square);
            set(a + i, average);
        }
    }

    @Override
    public void centeredMomentum(int count, long w, long v, long k, long a, long g, float rate, float gain,
            float epsilon, float momentum) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float square = get(v + i);
            float velocity = get(k + i);
            float average = get(a + i);
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain, square));
            average = flush(Math.fma(gradient - average, gain, average));
            velocity = flush(Math.fma(velocity, momentum,
                    gradient * rate / (float) Math.sqrt(Math.fma(-average, average, square) + epsilon)));
            weight = flush(weight - velocity);
            set(w + i, weight);
            set(v + i, square);
            set(k + i, velocity);
            set(a + i, average);
        }
    }

    @Override
    public void adamax(int count, long w, long m, long u, long g, float rate, float gain1, float beta2, float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float mean = get(m + i);
            float norm = get(u + i);
            mean = flush(Math.fma(gradient - mean, gain1, mean));
            norm = flush(Math.max(norm * beta2, Math.abs(gradient)));
            weight = flush(weight - mean * rate / (norm + epsilon));
            set(w + i, weight);
            set(m + i, mean);
            set(u + i, norm);
        }
    }

    @Override
    public void nadam(int count, long w, long m, long v, long g, float ofMean, float ofGradient, float gain1,
            float gain2, float correction, float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float mean = get(m + i);
            float square = get(v + i);
            mean = flush(Math.fma(gradient - mean, gain1, mean));
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain2, square));
            weight = flush(weight - Math.fma(mean, ofMean, gradient * ofGradient)
                    / ((float) Math.sqrt(square * correction) + epsilon));
            set(w + i, weight);
            set(m + i, mean);
            set(v + i, square);
        }
    }

    @Override
    public void scheduleFree(int count, long w, long z, long v, long g, float rate, float gain1, float gain2,
            float correction, float epsilon, float take, float keep) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float before = get(z + i);
            float square = get(v + i);
            square = flushSquare(Math.fma(Math.fma(gradient, gradient, -square), gain2, square));
            float after = flush(before - gradient * rate / ((float) Math.sqrt(square * correction) + epsilon));
            float mean = Math.fma(-gain1, before, get(w + i)) * keep;
            set(w + i, flush(Math.fma(after, take, mean)));
            set(z + i, after);
            set(v + i, square);
        }
    }

    @Override
    public void adagrad(int count, long w, long a, long g, float rate, float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float sum = get(a + i);
            sum = flushSquare(Math.fma(gradient, gradient, sum));
            weight = flush(weight - gradient * rate / (float) Math.sqrt(sum + epsilon));
            set(w + i, weight);
            set(a + i, sum);
        }
    }

    @Override
    public void adadelta(int count, long w, long a, long d, long g, float rate, float gain, float epsilon) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float sum = get(a + i);
            float steps = get(d + i);
            sum = flushSquare(Math.fma(Math.fma(gradient, gradient, -sum), gain, sum));
            float delta = flush(gradient * (float) Math.sqrt(steps + epsilon) / (float) Math.sqrt(sum + epsilon));
            steps = flushSquare(Math.fma(Math.fma(delta, delta, -steps), gain, steps));
            weight = flush(weight - delta * rate);
            set(w + i, weight);
            set(a + i, sum);
            set(d + i, steps);
        }
    }

    @Override
    public void lion(int count, long w, long m, long g, float rate, float beta1, float gain1, float beta2,
            float gain2) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float mean = get(m + i);
            float s = sign(Math.fma(mean, beta1, gradient * gain1));
            weight = flush(weight - s * rate);
            mean = flush(Math.fma(mean, beta2, gradient * gain2));
            set(w + i, weight);
            set(m + i, mean);
        }
    }

    @Override
    public void ftrl(int count, long w, long a, long l, long g, float rate, float lasso, float ridge, float shrinkage) {
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = flush(get(g + i));
            float weight = get(w + i);
            float sum = get(a + i);
            float linear = get(l + i);
            float n = Math.fma(gradient, gradient, sum);
            float root = (float) Math.sqrt(n);
            float sigma = (root - (float) Math.sqrt(sum)) / rate;
            linear = flush(linear + (Math.fma(weight, shrinkage, gradient) - sigma * weight));
            weight = flush((Math.max(Math.min(linear, lasso), -lasso) - linear) / (root / rate + ridge));
            sum = flushSquare(n);
            set(w + i, weight);
            set(a + i, sum);
            set(l + i, linear);
        }
    }
}
