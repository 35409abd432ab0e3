package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.LionRule;
import io.fovea.optimizers.copy.LionBuilder;

/**
 * Lion (Chen et al., arXiv:2302.06675): steps of one size along the sign of the momentum. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Lion(0.0001)}
 *
 * @param schedule step size; default always 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the momentum, in [0, 1); default 0.99
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Lion.class, packagePattern = "@.copy")
public record Lion(
        LearningRate schedule, double beta1, double beta2, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Lion {
        Check.of("Lion")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .present("options", options);
    }

    /** With the defaults. */
    public Lion() {
        this(0.001);
    }

    /** With another step size. */
    public Lion(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Lion(LearningRate schedule) {
        this(schedule, 0.9, 0.99, UpdateOptions.of());
    }

    /** With these common options. */
    public Lion options(UpdateOptions common) {
        return LionBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "lion";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Lion learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Lion schedule(LearningRate rates) {
        return LionBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new LionRule(beta1, beta2);
    }
}
