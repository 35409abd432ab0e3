package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdagradRule;
import io.fovea.optimizers.copy.AdagradBuilder;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011): steps along the gradient, divided by the root of the sum of all its squares. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Adagrad(0.01)}
 *
 * @param schedule step size; default always 0.001
 * @param initialAccumulator where the sum of squares begins, 0 or more; default 0.1
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Adagrad.class, packagePattern = "@.copy")
public record Adagrad(
        LearningRate schedule, double initialAccumulator, double epsilon, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adagrad {
        Check.of("Adagrad")
                .present("schedule", schedule)
                .notNegative("initialAccumulator", initialAccumulator)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public Adagrad() {
        this(0.001);
    }

    /** With another step size. */
    public Adagrad(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Adagrad(LearningRate schedule) {
        this(schedule, 0.1, 1e-7, UpdateOptions.of());
    }

    /** With these common options. */
    public Adagrad options(UpdateOptions common) {
        return AdagradBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Adagrad learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Adagrad schedule(LearningRate rates) {
        return AdagradBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new AdagradRule(initialAccumulator, epsilon);
    }
}
