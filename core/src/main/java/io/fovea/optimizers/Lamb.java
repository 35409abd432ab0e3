package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.LambRule;
import io.fovea.optimizers.copy.LambBuilder;

/**
 * Lamb (You et al., arXiv:1904.00962): {@link Adam}'s step, scaled to the norm of the weight, for large batches. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Lamb(0.01)}
 *
 * @param schedule step size; default always 0.001
 * @param beta1 decay of the gradients' moving average, in [0, 1); default 0.9
 * @param beta2 decay of the squares' moving average, in [0, 1); default 0.999
 * @param epsilon added to the root, greater than 0; default 1e-7
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Lamb.class, packagePattern = "@.copy")
public record Lamb(
        LearningRate schedule, double beta1, double beta2, double epsilon, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Lamb {
        Check.of("Lamb")
                .present("schedule", schedule)
                .fraction("beta1", beta1)
                .fraction("beta2", beta2)
                .positive("epsilon", epsilon)
                .present("options", options);
    }

    /** With the defaults. */
    public Lamb() {
        this(0.001);
    }

    /** With another step size. */
    public Lamb(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Lamb(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 1e-7, UpdateOptions.of());
    }

    /** With these common options. */
    public Lamb options(UpdateOptions common) {
        return LambBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "lamb";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Lamb learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Lamb schedule(LearningRate rates) {
        return LambBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new LambRule(beta1, beta2, epsilon);
    }
}
