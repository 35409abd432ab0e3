package io.fovea.losses;

/**
 * Kullback-Leibler divergence of distributions: the sum of {@code t log(t / p)} over the last axis, both within [1e-7, 1].
 */
public record KLDivergence() implements AxisLoss {
    @Override
    public String name() {
        return "kl_divergence";
    }

    @Override
    public double value(int count, double[] output, double[] target) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double t = Math.clamp(target[k], EPSILON, 1);
            sum += t * StrictMath.log(t / Math.clamp(output[k], EPSILON, 1));
        }
        return sum;
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] gradient) {
        for (int k = 0; k < count; k++) {
            boolean inside = output[k] >= EPSILON && output[k] <= 1;
            gradient[k] = inside ? -Math.clamp(target[k], EPSILON, 1) / output[k] : 0;
        }
    }
}
