package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.NadamRule;
import io.fovea.optimizers.copy.NadamBuilder;

/**
 * Nadam (Dozat, 2016): {@link Adam} with Nesterov's momentum. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Nadam(0.002)}
 *
 * @param schedule step size; default always 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the squares' moving average, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Nadam.class, packagePattern = "@.copy")
public record Nadam(
        LearningRate schedule, double beta1, double beta2, double epsilon, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Nadam {
        Check.of("Nadam")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public Nadam() {
        this(0.001);
    }

    /** With another step size. */
    public Nadam(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Nadam(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 1e-7, UpdateOptions.of());
    }

    /** With these common options. */
    public Nadam options(UpdateOptions common) {
        return NadamBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "nadam";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Nadam learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Nadam schedule(LearningRate rates) {
        return NadamBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new NadamRule(beta1, beta2, epsilon);
    }
}
