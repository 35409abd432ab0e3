package io.fovea.optimizers;

import io.fovea.custom.UpdateRule;
import io.fovea.ops.update.AdamRule;

/**
 * Adam (Kingma and Ba, arXiv:1412.6980). The defaults are those of Keras 3.
 *
 * @param learningRate step size, greater than 0; default 0.001
 * @param beta1 decay of the gradients' mean, in [0, 1); default 0.9
 * @param beta2 decay of their square's mean, in [0, 1); default 0.999
 * @param epsilon added to the root of the latter, greater than 0; default 1e-7
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adam {
        Optimizer.checkLearningRate(learningRate);
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "Adam's beta1 and beta2 are in [0, 1), but got " + beta1 + " and " + beta2);
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("Adam's epsilon is greater than 0, but got " + epsilon);
        }
    }

    /** With the defaults. */
    public Adam() {
        this(0.001);
    }

    /** With another step size. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public Adam learningRate(double rate) {
        return new Adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public UpdateRule rule() {
        return new AdamRule(beta1, beta2, epsilon);
    }
}
