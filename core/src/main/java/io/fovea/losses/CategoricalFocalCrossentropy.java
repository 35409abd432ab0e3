package io.fovea.losses;

import io.fovea.description.Check;

/**
 * Focal loss of class probabilities (Lin et al., arXiv:1708.02002): the sum of {@code -alpha (1 - p)^gamma t log p}, so that what is
 * predicted well counts less. The target has one number for each class.
 *
 * @param alpha weight of all classes, 0 or more; default 0.25
 * @param gamma focusing exponent, 0 or more; default 2
 * @param fromLogits whether the outputs are the input of a softmax instead of probabilities; default false
 * @param labelSmoothing how far targets move towards equal shares, 0 to 1; default 0
 */
public record CategoricalFocalCrossentropy(double alpha, double gamma, boolean fromLogits, double labelSmoothing)
        implements AxisLoss {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public CategoricalFocalCrossentropy {
        LabelSmoothing.check("CategoricalFocalCrossentropy", labelSmoothing);
        Check.of("CategoricalFocalCrossentropy").notNegative("alpha", alpha).notNegative("gamma", gamma);
    }

    /** Of probabilities, alpha = 0.25, gamma = 2. */
    public CategoricalFocalCrossentropy() {
        this(0.25, 2, false, 0);
    }

    @Override
    public String name() {
        return "categorical_focal_crossentropy";
    }

    @Override
    public double value(int count, double[] output, double[] target) {
        double shift = shift(count, output);
        double total = total(count, output, shift);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double p = Math.clamp(part(output[k], shift) / total, EPSILON, 1 - EPSILON);
            sum -= smooth(target[k], count) * alpha * StrictMath.pow(1 - p, gamma) * StrictMath.log(p);
        }
        return sum;
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] gradient) {
        double shift = shift(count, output);
        double total = total(count, output, shift);
        double common = 0;
        for (int k = 0; k < count; k++) {
            double p = part(output[k], shift) / total;
            gradient[k] = smooth(target[k], count) * slope(p);
            common += gradient[k] * p;
        }
        for (int k = 0; k < count; k++) {
            double factor = fromLogits ? part(output[k], shift) / total : 1 / total;
            gradient[k] = factor * (gradient[k] - common);
        }
    }

    /** The derivative of {@code -alpha (1 - p)^gamma log p}; 0 where p was clipped. */
    private double slope(double p) {
        if (p < EPSILON || p > 1 - EPSILON) {
            return 0;
        }
        double focus = gamma == 0 ? 0 : gamma * StrictMath.pow(1 - p, gamma - 1) * StrictMath.log(p);
        return alpha * (focus - StrictMath.pow(1 - p, gamma) / p);
    }

    private double shift(int count, double[] output) {
        double most = 0;
        for (int k = 0; k < count && fromLogits; k++) {
            most = k == 0 ? output[0] : Math.max(most, output[k]);
        }
        return most;
    }

    private double part(double output, double shift) {
        return fromLogits ? StrictMath.exp(output - shift) : output;
    }

    private double total(int count, double[] output, double shift) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += part(output[k], shift);
        }
        return sum;
    }

    private double smooth(double target, int count) {
        return target * (1 - labelSmoothing) + labelSmoothing / count;
    }
}
