package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.RmspropRule;
import io.fovea.optimizers.copy.RMSpropBuilder;

/**
 * RMSprop (Hinton, 2012): steps along the gradient, divided by the root of the moving average of its square. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new RMSprop(0.0003)}
 *
 * @param schedule step size; default always 0.001
 * @param rho decay of the squares' moving average, in [0, 1); default 0.9
 * @param momentum the part of the last step that is added to the next, in [0, 1); default 0
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param centered whether to divide by the root of the variance instead of the mean square; default false
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = RMSprop.class, packagePattern = "@.copy")
public record RMSprop(
        LearningRate schedule, double rho, double momentum, double epsilon, boolean centered, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public RMSprop {
        Check.of("RMSprop")
                .present("schedule", schedule)
                .fraction("rho", rho)
                .fraction("momentum", momentum)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public RMSprop() {
        this(0.001);
    }

    /** With another step size. */
    public RMSprop(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public RMSprop(LearningRate schedule) {
        this(schedule, 0.9, 0, 1e-7, false, UpdateOptions.of());
    }

    /** With this momentum; default 0. */
    public RMSprop momentum(double part) {
        return RMSpropBuilder.copyOf(this).momentum(part).build();
    }

    /** Divided by the variance's root, or the mean square's; default the latter. */
    public RMSprop centered(boolean variance) {
        return RMSpropBuilder.copyOf(this).centered(variance).build();
    }

    /** With these common options. */
    public RMSprop options(UpdateOptions common) {
        return RMSpropBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public RMSprop learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public RMSprop schedule(LearningRate rates) {
        return RMSpropBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new RmspropRule(rho, momentum, epsilon, centered);
    }
}
