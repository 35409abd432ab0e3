package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.SgdRule;
import io.fovea.optimizers.copy.SGDBuilder;

/**
 * Stochastic gradient descent, with momentum if that is above 0 (Sutskever et al., 2013). The defaults are those of Keras 3.
 *
 * <p>Example: {@code new SGD(0.05, 0.9, true)}
 *
 * @param schedule step size; default always 0.01
 * @param momentum the part of the last step that is added to the next, in [0, 1); default 0
 * @param nesterov whether to take the gradient ahead along the momentum (Nesterov); default false
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = SGD.class, packagePattern = "@.copy")
public record SGD(
        LearningRate schedule, double momentum, boolean nesterov, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public SGD {
        Check.of("SGD")
                .present("schedule", schedule)
                .fraction("momentum", momentum)
                .present("options", options);
    }

    /** With the defaults. */
    public SGD() {
        this(0.01);
    }

    /** With another step size. */
    public SGD(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public SGD(LearningRate schedule) {
        this(schedule, 0, false, UpdateOptions.of());
    }

    /** With momentum. */
    public SGD(double learningRate, double momentum, boolean nesterov) {
        this(LearningRate.constant(learningRate), momentum, nesterov, UpdateOptions.of());
    }

    /** With these common options. */
    public SGD options(UpdateOptions common) {
        return SGDBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public SGD learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public SGD schedule(LearningRate rates) {
        return SGDBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return new SgdRule((float) momentum, nesterov);
    }
}
