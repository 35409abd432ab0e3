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
 * @param learningRate step size, greater than 0; default 0.01
 * @param momentum the part of the last step that is added to the next, in [0, 1); default 0
 * @param nesterov whether to take the gradient ahead along the momentum (Nesterov); default false
 */
@RecordBuilder.Include(value = SGD.class, packagePattern = "@.copy")
public record SGD(double learningRate, double momentum, boolean nesterov) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public SGD {
        Check.of("SGD").positive("learningRate", learningRate).fraction("momentum", momentum);
    }

    /** With the defaults. */
    public SGD() {
        this(0.01);
    }

    /** Without momentum. */
    public SGD(double learningRate) {
        this(learningRate, 0, false);
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public SGD learningRate(double rate) {
        return SGDBuilder.copyOf(this).learningRate(rate).build();
    }

    @Override
    public UpdateRule rule() {
        return new SgdRule((float) momentum, nesterov);
    }
}
