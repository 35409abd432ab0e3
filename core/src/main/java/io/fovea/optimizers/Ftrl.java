package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.FtrlPowerRule;
import io.fovea.ops.update.FtrlRule;
import io.fovea.optimizers.copy.FtrlBuilder;

/**
 * Follow the regularized leader (McMahan et al., 2013): many weights become exactly 0 if {@code l1} is above 0. The learning rate
 * falls with the root of the sum of squares: Keras's {@code learning_rate_power} is -0.5, its default. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Ftrl(0.05)}
 *
 * @param schedule step size; default always 0.001
 * @param initialAccumulator where the sum of squares begins, 0 or more; default 0.1
 * @param l1 strength of the penalty on magnitudes, 0 or more; default 0
 * @param l2 strength of the penalty on squares, 0 or more; default 0
 * @param l2Shrinkage strength of the penalty on squares that counts as gradient, 0 or more; default 0
 * @param beta added to the root of the sum of squares, 0 or more; default 0
 * @param learningRatePower power of the sum of squares by which the step size falls, 0 (it does not) or less; default -0.5, any other
 *     takes several times as long
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Ftrl.class, packagePattern = "@.copy")
public record Ftrl(
        LearningRate schedule, double initialAccumulator, double l1, double l2, double l2Shrinkage, double beta,
        double learningRatePower, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Ftrl {
        Check.of("Ftrl")
                .present("schedule", schedule)
                .notNegative("initialAccumulator", initialAccumulator)
                .notNegative("l1", l1)
                .notNegative("l2", l2)
                .notNegative("l2Shrinkage", l2Shrinkage)
                .notNegative("beta", beta)
                .finite("learningRatePower", learningRatePower)
                .check(learningRatePower <= 0, "learningRatePower", "0 or less", learningRatePower)
                .present("options", options);
    }

    /** With the defaults. */
    public Ftrl() {
        this(0.001);
    }

    /** With another step size. */
    public Ftrl(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Ftrl(LearningRate schedule) {
        this(schedule, 0.1, 0, 0, 0, 0, -0.5, UpdateOptions.of());
    }

    /** With this power of the sum of squares, 0 or less; default -0.5. */
    public Ftrl learningRatePower(double power) {
        return FtrlBuilder.copyOf(this).learningRatePower(power).build();
    }

    /** With these common options. */
    public Ftrl options(UpdateOptions common) {
        return FtrlBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "ftrl";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Ftrl learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Ftrl schedule(LearningRate rates) {
        return FtrlBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return learningRatePower == -0.5
                ? new FtrlRule(initialAccumulator, l1, l2, l2Shrinkage, beta)
                : new FtrlPowerRule(initialAccumulator, l1, l2, l2Shrinkage, beta, learningRatePower);
    }
}
