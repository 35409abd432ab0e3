package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdamRule;
import io.fovea.ops.update.AmsgradRule;
import io.fovea.optimizers.copy.AdamWBuilder;

/**
 * {@link Adam} with decay of the weights beside the gradient (Loshchilov and Hutter, arXiv:1711.05101): its options decay by 0.004. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new AdamW(0.001, 0.05)}
 *
 * @param schedule step size; default always 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the squares' moving average, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param amsgrad whether to divide by the largest average so far (Reddi, Kale and Kumar, arXiv:1904.09237); default false
 * @param options decay of weights, clipping, averages, accumulation; default a decay of 0.004
 */
@RecordBuilder.Include(value = AdamW.class, packagePattern = "@.copy")
public record AdamW(
        LearningRate schedule, double beta1, double beta2, double epsilon, boolean amsgrad, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public AdamW {
        Check.of("AdamW")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public AdamW() {
        this(0.001);
    }

    /** With another step size. */
    public AdamW(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public AdamW(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 1e-7, false, UpdateOptions.of().weightDecay(0.004));
    }

    /** With another decay. */
    public AdamW(double learningRate, double weightDecay) {
        this(LearningRate.constant(learningRate), 0.9, 0.999, 1e-7, false, UpdateOptions.of().weightDecay(weightDecay));
    }

    /** With or without division by the largest average so far; default without. */
    public AdamW amsgrad(boolean largest) {
        return AdamWBuilder.copyOf(this).amsgrad(largest).build();
    }

    /** With these common options. */
    public AdamW options(UpdateOptions common) {
        return AdamWBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public AdamW learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public AdamW schedule(LearningRate rates) {
        return AdamWBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return amsgrad ? new AmsgradRule(beta1, beta2, epsilon) : new AdamRule(beta1, beta2, epsilon);
    }
}
