package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.ScheduleFreeRule;
import io.fovea.optimizers.copy.ScheduleFreeAdamWBuilder;

/**
 * AdamW that needs no schedule (Defazio et al., arXiv:2405.15682): steps are taken on one sequence of weights, whose running mean is the
 * answer, and the model has an interpolation of both. So one need not know when the training will end. The defaults are those of
 * Keras 3. The numbers are those of the paper; Keras 3.15 on TensorFlow differs in the third digit of a step, for it reads the sequence
 * after its step where the paper means the one before.
 *
 * <p>Example: {@code new ScheduleFreeAdamW(0.0025).warmupSteps(100)}
 *
 * @param schedule step size; default always 0.0025
 * @param beta1 how near the model's weights are to the mean, in [0, 1); default 0.9
 * @param beta2 decay of the squares' moving average, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-8
 * @param warmupSteps in which the step size rises from 0, 0 or more; default 0
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = ScheduleFreeAdamW.class, packagePattern = "@.copy")
public record ScheduleFreeAdamW(
        LearningRate schedule, double beta1, double beta2, double epsilon, int warmupSteps, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public ScheduleFreeAdamW {
        Check.of("ScheduleFreeAdamW")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon)
                .atLeast(0, "warmupSteps", warmupSteps)
                .present("options", options);
    }

    /** With the defaults. */
    public ScheduleFreeAdamW() {
        this(0.0025);
    }

    /** With another step size. */
    public ScheduleFreeAdamW(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public ScheduleFreeAdamW(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 1e-8, 0, UpdateOptions.of());
    }

    /** With these common options. */
    public ScheduleFreeAdamW options(UpdateOptions common) {
        return ScheduleFreeAdamWBuilder.copyOf(this).options(common).build();
    }

    /** With a step size that rises from 0 in so many steps, 0 or more; default 0. */
    public ScheduleFreeAdamW warmupSteps(int steps) {
        return ScheduleFreeAdamWBuilder.copyOf(this).warmupSteps(steps).build();
    }

    @Override
    public String name() {
        return "schedule_free_adam_w";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public ScheduleFreeAdamW learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public ScheduleFreeAdamW schedule(LearningRate rates) {
        return ScheduleFreeAdamWBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new ScheduleFreeRule(beta1, beta2, epsilon, warmupSteps);
    }
}
