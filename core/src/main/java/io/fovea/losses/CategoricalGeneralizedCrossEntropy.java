package io.fovea.losses;

import java.util.Arrays;
import java.util.Optional;

import io.fovea.data.Samples;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Generalized cross-entropy, robust against wrong labels (Zhang and Sabuncu, arXiv:1805.07836): {@code (1 - p[target]^q) / q}. The
 * target is a class index, the output class probabilities.
 *
 * @param q between 0 (as cross-entropy) and 1 (as mean absolute error), both excluded; default 0.5
 */
public record CategoricalGeneralizedCrossEntropy(double q) implements AxisLoss {
    /**
     * Checks q.
     *
     * @throws IllegalArgumentException when it is not in (0, 1)
     */
    public CategoricalGeneralizedCrossEntropy {
        Check.of("CategoricalGeneralizedCrossEntropy").check(
                (float) q > 0 && (float) q < 1, "q", "a float32 number in (0, 1)", q);
    }

    /** With q = 0.5. */
    public CategoricalGeneralizedCrossEntropy() {
        this(0.5);
    }

    @Override
    public String name() {
        return "categorical_generalized_cross_entropy";
    }

    @Override
    public Shape targetShape(Shape output) {
        return ClassTargets.shape(output);
    }

    @Override
    public void checkTargets(Samples targets, Shape output) {
        ClassTargets.check(name(), targets, output, Optional.empty());
    }

    @Override
    public double value(int count, double[] output, double[] target) {
        return (1 - StrictMath.pow(output[(int) target[0]], q)) / q;
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] gradient) {
        Arrays.fill(gradient, 0, count, 0);
        int own = (int) target[0];
        gradient[own] = -StrictMath.pow(output[own], q - 1);
    }
}
