package io.fovea.optimizers;

import io.fovea.custom.UpdateRule;
import io.fovea.ops.update.SgdRule;

/**
 * Stochastic gradient descent, if wanted with momentum (Sutskever et al., 2013). The defaults are those of Keras 3.
 *
 * @param learningRate step size, greater than 0; default 0.01
 * @param momentum how much of the last step goes into the next, in [0, 1); default 0
 * @param nesterov whether to look ahead along the momentum; default false
 */
public record SGD(double learningRate, double momentum, boolean nesterov) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public SGD {
        Optimizer.checkLearningRate(learningRate);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("SGD's momentum is in [0, 1), but got " + momentum);
        }
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
        return new SGD(rate, momentum, nesterov);
    }

    @Override
    public UpdateRule rule() {
        return new SgdRule((float) momentum, nesterov);
    }
}
