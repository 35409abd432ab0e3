package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdamRule;
import io.fovea.optimizers.copy.AdamBuilder;

/**
 * Adam (Kingma and Ba, arXiv:1412.6980): steps along the moving average of the gradients, divided by the root of the moving
 * average of their squares. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Adam(0.0003)}
 *
 * @param learningRate step size, greater than 0; default 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the squares' moving average, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-7
 */
@RecordBuilder.Include(value = Adam.class, packagePattern = "@.copy")
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adam {
        Check.of("Adam")
                .positive("learningRate", learningRate)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon);
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
        return AdamBuilder.copyOf(this).learningRate(rate).build();
    }

    @Override
    public UpdateRule rule() {
        return new AdamRule(beta1, beta2, epsilon);
    }
}
