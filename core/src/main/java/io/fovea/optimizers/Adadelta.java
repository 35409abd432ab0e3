package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdadeltaRule;
import io.fovea.optimizers.copy.AdadeltaBuilder;

/**
 * Adadelta (Zeiler, arXiv:1212.5701): steps of the size of the steps before. The paper's learning rate is 1. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Adadelta(1)}
 *
 * @param schedule step size; default always 0.001
 * @param rho decay of both moving averages, in [0, 1); default 0.95
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Adadelta.class, packagePattern = "@.copy")
public record Adadelta(
        LearningRate schedule, double rho, double epsilon, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adadelta {
        Check.of("Adadelta")
                .present("schedule", schedule)
                .fraction("rho", rho)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public Adadelta() {
        this(0.001);
    }

    /** With another step size. */
    public Adadelta(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Adadelta(LearningRate schedule) {
        this(schedule, 0.95, 1e-7, UpdateOptions.of());
    }

    /** With these common options. */
    public Adadelta options(UpdateOptions common) {
        return AdadeltaBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "adadelta";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Adadelta learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Adadelta schedule(LearningRate rates) {
        return AdadeltaBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new AdadeltaRule(rho, epsilon);
    }
}
