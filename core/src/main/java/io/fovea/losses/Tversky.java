package io.fovea.losses;

import io.fovea.custom.BatchLoss;
import io.fovea.custom.PerSampleLoss;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Tversky loss of areas, over the whole batch (Salehi et al., arXiv:1706.05721): {@code 1 - I / (I + alpha A + beta B + 1e-7)} with
 * {@code I = sum(t y)}, {@code A = sum(t (1 - y))} and {@code B = sum(y (1 - t))}, as Keras has it. Outputs and targets are 0 to 1.
 *
 * @param alpha weight of what is missed, 0 or more; default 0.5
 * @param beta weight of what is too much, 0 or more; default 0.5
 */
public record Tversky(double alpha, double beta) implements Loss, BatchLoss {
    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public Tversky {
        Check.of("Tversky").notNegative("alpha", alpha).notNegative("beta", beta);
    }

    /** With equal weights of 0.5. */
    public Tversky() {
        this(0.5, 0.5);
    }

    @Override
    public String name() {
        return "tversky";
    }

    @Override
    public Shape targetShape(Shape output) {
        return output;
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return this;
    }

    @Override
    public int sums() {
        return 3;
    }

    @Override
    public void add(int count, double[] output, double[] target, double[] sums) {
        for (int k = 0; k < count; k++) {
            sums[0] += output[k] * target[k];
            sums[1] += (1 - output[k]) * target[k];
            sums[2] += output[k] * (1 - target[k]);
        }
    }

    private double total(double[] sums) {
        return sums[0] + alpha * sums[1] + beta * sums[2] + EPSILON;
    }

    @Override
    public double value(double[] sums) {
        return 1 - sums[0] / total(sums);
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] sums, double[] gradient) {
        double total = total(sums);
        for (int k = 0; k < count; k++) {
            double slope = target[k] - alpha * target[k] + beta * (1 - target[k]);
            gradient[k] = (sums[0] * slope / total - target[k]) / total;
        }
    }
}
