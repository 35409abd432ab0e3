package io.fovea.ops.loss;

import io.fovea.kernels.Softmax;
import io.fovea.runtime.Memory;

/**
 * Categorical cross-entropy, {@code -sum of t log p}.
 *
 * <p>From logits it is {@code logSumExp(x) - sum of t x}, with the gradient {@code softmax(x) - t}: exact however large the
 * logits. From probabilities it follows Keras: they are divided by their sum and kept within [1e-7, 1 - 1e-7].
 *
 * @param sparse whether the target is a class index instead of one number for each class
 * @param logits whether the output is what goes into a softmax
 */
public record CrossEntropy(boolean sparse, boolean logits) implements KernelLoss {
    private static final double EPSILON = 1e-7;

    @Override
    public boolean takesLogits() {
        return !logits;
    }

    @Override
    public KernelLoss onLogits() {
        return new CrossEntropy(sparse, true);
    }

    @Override
    public double value(int count, long output, long target) {
        double loss = 0;
        double total = logits ? Softmax.logSumOfExponentials(count, output) : sum(count, output);
        for (int k = 0; k < count; k++) {
            double t = target(target, k);
            if (t != 0) {
                double x = Memory.get(output + 4L * k);
                loss += t * (logits ? total - x : -StrictMath.log(clip(x / total)));
            }
        }
        return loss;
    }

    @Override
    public void gradient(int count, long output, long target, float scale, long gradient) {
        if (logits) {
            logitsGradient(count, output, target, scale, gradient);
        } else {
            probabilitiesGradient(count, output, target, scale, gradient);
        }
    }

    private void logitsGradient(int count, long output, long target, float scale, long gradient) {
        double total = 0;
        for (int k = 0; k < count; k++) {
            total += target(target, k);
        }
        double logSum = Softmax.logSumOfExponentials(count, output);
        for (int k = 0; k < count; k++) {
            double p = StrictMath.exp(Memory.get(output + 4L * k) - logSum);
            Memory.set(gradient + 4L * k, (float) (scale * (total * p - target(target, k))));
        }
    }

    private void probabilitiesGradient(int count, long output, long target, float scale, long gradient) {
        double total = sum(count, output);
        double common = 0;
        for (int k = 0; k < count; k++) {
            common += slope(output, target, k, total) * Memory.get(output + 4L * k) / total;
        }
        for (int k = 0; k < count; k++) {
            Memory.set(gradient + 4L * k, (float) (scale * (slope(output, target, k, total) - common) / total));
        }
    }

    /** The derivative by probability k once divided by the sum; 0 where it was clipped. */
    private double slope(long output, long target, int k, double total) {
        double p = Memory.get(output + 4L * k) / total;
        return p < EPSILON || p > 1 - EPSILON ? 0 : -target(target, k) / p;
    }

    private double target(long target, int k) {
        return sparse ? (Memory.get(target) == k ? 1 : 0) : Memory.get(target + 4L * k);
    }

    private static double clip(double p) {
        return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
    }

    private static double sum(int count, long x) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += Memory.get(x + 4L * k);
        }
        return sum;
    }
}
