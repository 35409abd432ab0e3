package io.fovea.ops.loss;

import java.util.Optional;

import io.fovea.custom.FloatBlock;
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
 * @param smoothing how far targets move towards equal shares, 0 to 1
 * @param ignored a class index that has no loss
 */
public record CrossEntropy(boolean sparse, boolean logits, double smoothing, Optional<Integer> ignored)
        implements KernelLoss {
    private static final double EPSILON = 1e-7;

    /** Without smoothing, of all classes. */
    public CrossEntropy(boolean sparse, boolean logits) {
        this(sparse, logits, 0, Optional.empty());
    }

    @Override
    public boolean takesLogits() {
        return !logits;
    }

    @Override
    public KernelLoss onLogits() {
        return new CrossEntropy(sparse, true, smoothing, ignored);
    }

    @Override
    public boolean countsPositions() {
        return ignored.isPresent();
    }

    @Override
    public int countedPositions(float[] targets, int count) {
        int counted = 0;
        for (int i = 0; i < count; i++) {
            counted += ignored.isPresent() && targets[i] == ignored.get() ? 0 : 1;
        }
        return counted;
    }

    private boolean ignores(long target) {
        return ignored.isPresent() && Memory.get(target) == ignored.get();
    }

    @Override
    public double value(int count, long output, long target) {
        if (ignores(target)) {
            return 0;
        }
        double loss = 0;
        double total = logits ? Softmax.logSumOfExponentials(count, output) : sum(count, output);
        for (int k = 0; k < count; k++) {
            double t = target(count, target, k);
            if (t != 0) {
                double x = Memory.get(output + 4L * k);
                loss += t * (logits ? total - x : -StrictMath.log(clip(x / total)));
            }
        }
        return loss;
    }

    /** The same of arrays, for a metric. */
    @Override
    public double value(FloatBlock output, FloatBlock target) {
        if (ignored.isPresent() && target.get(0) == ignored.get()) {
            return 0;
        }
        double greatest = output.get(0);
        for (int k = 1; k < output.size(); k++) {
            greatest = Math.max(greatest, output.get(k));
        }
        double total = 0;
        for (int k = 0; k < output.size(); k++) {
            total += logits ? StrictMath.exp(output.get(k) - greatest) : output.get(k);
        }
        double loss = 0;
        for (int k = 0; k < output.size(); k++) {
            double t = sparse ? (target.get(0) == k ? 1 : 0) : target.get(k);
            double wanted = t * (1 - smoothing) + smoothing / output.size();
            loss += wanted == 0 ? 0
                    : wanted * (logits
                            ? StrictMath.log(total) + greatest - output.get(k)
                            : -StrictMath.log(clip(output.get(k) / total)));
        }
        return loss;
    }

    @Override
    public void gradient(int count, long output, long target, float scale, long gradient) {
        if (ignores(target)) {
            for (int k = 0; k < count; k++) {
                Memory.set(gradient + 4L * k, 0);
            }
        } else if (logits) {
            logitsGradient(count, output, target, scale, gradient);
        } else {
            probabilitiesGradient(count, output, target, scale, gradient);
        }
    }

    private void logitsGradient(int count, long output, long target, float scale, long gradient) {
        double total = 0;
        for (int k = 0; k < count; k++) {
            total += target(count, target, k);
        }
        double logSum = Softmax.logSumOfExponentials(count, output);
        for (int k = 0; k < count; k++) {
            double p = StrictMath.exp(Memory.get(output + 4L * k) - logSum);
            Memory.set(gradient + 4L * k, (float) (scale * (total * p - target(count, target, k))));
        }
    }

    private void probabilitiesGradient(int count, long output, long target, float scale, long gradient) {
        double total = sum(count, output);
        double common = 0;
        for (int k = 0; k < count; k++) {
            common += slope(count, output, target, k, total) * Memory.get(output + 4L * k) / total;
        }
        for (int k = 0; k < count; k++) {
            Memory.set(gradient + 4L * k, (float) (scale * (slope(count, output, target, k, total) - common) / total));
        }
    }

    /** The derivative by probability k once divided by the sum; 0 where it was clipped. */
    private double slope(int count, long output, long target, int k, double total) {
        double p = Memory.get(output + 4L * k) / total;
        return p < EPSILON || p > 1 - EPSILON ? 0 : -target(count, target, k) / p;
    }

    private double target(int count, long target, int k) {
        double t = sparse ? (Memory.get(target) == k ? 1 : 0) : Memory.get(target + 4L * k);
        return smoothing == 0 ? t : t * (1 - smoothing) + smoothing / count;
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
