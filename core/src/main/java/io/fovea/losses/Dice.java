package io.fovea.losses;

import io.fovea.custom.BatchLoss;
import io.fovea.custom.PerSampleLoss;
import io.fovea.tensor.Shape;

/**
 * Dice loss of areas, over the whole batch: {@code 1 - 2 sum(t y) / (sum(t) + sum(y) + 1e-7)}. Outputs and targets are 0 to 1.
 *
 * <p>Example: {@code new Dice()} after {@code Conv2D.of(1, 1).activation(SIGMOID)}, with masks as targets
 */
public record Dice() implements Loss, BatchLoss {
    @Override
    public String name() {
        return "dice";
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
        return 2;
    }

    @Override
    public void add(int count, double[] output, double[] target, double[] sums) {
        for (int k = 0; k < count; k++) {
            sums[0] += output[k] * target[k];
            sums[1] += output[k] + target[k];
        }
    }

    @Override
    public double value(double[] sums) {
        return 1 - 2 * sums[0] / (sums[1] + EPSILON);
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] sums, double[] gradient) {
        double total = sums[1] + EPSILON;
        for (int k = 0; k < count; k++) {
            gradient[k] = 2 * (sums[0] / total - target[k]) / total;
        }
    }
}
