package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdamaxRule;
import io.fovea.optimizers.copy.AdamaxBuilder;

/**
 * Adamax (Kingma and Ba, arXiv:1412.6980, section 7): {@link Adam} with the largest gradient instead of the mean square. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Adamax(0.002)}
 *
 * @param schedule step size; default always 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the largest gradient, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Adamax.class, packagePattern = "@.copy")
public record Adamax(
        LearningRate schedule, double beta1, double beta2, double epsilon, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adamax {
        Check.of("Adamax")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public Adamax() {
        this(0.001);
    }

    /** With another step size. */
    public Adamax(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Adamax(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 1e-7, UpdateOptions.of());
    }

    /** With these common options. */
    public Adamax options(UpdateOptions common) {
        return AdamaxBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "adamax";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Adamax learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Adamax schedule(LearningRate rates) {
        return AdamaxBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new AdamaxRule(beta1, beta2, epsilon);
    }
}
