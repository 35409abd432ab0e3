package io.fovea.losses;

/**
 * Hinge loss of classes: {@code max(1 + max((1 - t) y) - sum of t y, 0)}; the target has one number for each class.
 */
public record CategoricalHinge() implements AxisLoss {
    @Override
    public String name() {
        return "categorical_hinge";
    }

    @Override
    public double value(int count, double[] output, double[] target) {
        int rival = rival(count, output, target);
        return Math.max(1 + (1 - target[rival]) * output[rival] - positive(count, output, target), 0);
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] gradient) {
        int rival = rival(count, output, target);
        boolean slopes = 1 + (1 - target[rival]) * output[rival] > positive(count, output, target);
        for (int k = 0; k < count; k++) {
            gradient[k] = slopes ? -target[k] : 0;
        }
        if (slopes) {
            gradient[rival] += 1 - target[rival];
        }
    }

    private static double positive(int count, double[] output, double[] target) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += target[k] * output[k];
        }
        return sum;
    }

    private static int rival(int count, double[] output, double[] target) {
        int best = 0;
        for (int k = 1; k < count; k++) {
            if ((1 - target[k]) * output[k] > (1 - target[best]) * output[best]) {
                best = k;
            }
        }
        return best;
    }
}
