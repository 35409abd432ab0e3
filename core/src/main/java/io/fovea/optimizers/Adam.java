package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdamRule;
import io.fovea.ops.update.AmsgradRule;
import io.fovea.optimizers.copy.AdamBuilder;

/**
 * Adam (Kingma and Ba, arXiv:1412.6980): steps along the moving average of the gradients, divided by the root of the moving
 * average of their squares. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Adam(0.0003)}
 *
 * @param schedule step size; default always 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the squares' moving average, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param amsgrad whether to divide by the largest average so far (Reddi, Kale and Kumar, arXiv:1904.09237); default false
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Adam.class, packagePattern = "@.copy")
public record Adam(
        LearningRate schedule, double beta1, double beta2, double epsilon, boolean amsgrad, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adam {
        Check.of("Adam")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public Adam() {
        this(0.001);
    }

    /** With another step size. */
    public Adam(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Adam(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 1e-7, false, UpdateOptions.of());
    }

    /** With other averages. */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
        this(LearningRate.constant(learningRate), beta1, beta2, epsilon, false, UpdateOptions.of());
    }

    /** With or without division by the largest average so far; default without. */
    public Adam amsgrad(boolean largest) {
        return AdamBuilder.copyOf(this).amsgrad(largest).build();
    }

    /** With these common options. */
    public Adam options(UpdateOptions common) {
        return AdamBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Adam learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Adam schedule(LearningRate rates) {
        return AdamBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return amsgrad ? new AmsgradRule(beta1, beta2, epsilon) : new AdamRule(beta1, beta2, epsilon);
    }
}
