package io.fovea.optimizers;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.ParameterUpdate;
import io.fovea.custom.UpdateRule;

/**
 * Turns gradients into changes of the weights. Implementations are immutable; the state of a training is the engine's.
 *
 * <p>Example: {@code model.compile(new Adam(0.001), new SparseCategoricalCrossentropy())}
 */
public interface Optimizer {
    /** The name in Keras: {@code adam}. */
    String name();

    /** The step size, greater than 0; of a schedule that of the first step. */
    double learningRate();

    /**
     * The same optimizer with another step size, the same at each step.
     *
     * @throws IllegalArgumentException when {@code rate} is not greater than 0 or not finite in float32
     */
    Optimizer learningRate(double rate);

    /** The step size as a function of the steps; default always {@link #learningRate()}. */
    default LearningRate schedule() {
        return LearningRate.constant(learningRate());
    }

    /**
     * The same optimizer with a step size that is a function of the steps.
     *
     * @throws UnsupportedOperationException when it knows a constant one only
     */
    default Optimizer schedule(LearningRate rates) {
        if (rates instanceof ConstantRate constant) {
            return learningRate(constant.learningRate());
        }
        throw new UnsupportedOperationException(name() + " has the same learning rate at each step");
    }

    /** The update of a block of weights, for the engine. */
    UpdateRule rule();

    /** The update of weight {@code parameter}, where that is not the same for all. */
    default UpdateRule rule(ParameterInfo parameter) {
        return rule();
    }

    /** Decay of weights, clipping, averages and accumulation; default none. */
    default UpdateOptions options() {
        return UpdateOptions.of();
    }

    /** The decay of weight {@code parameter}; default that of the options. */
    default double weightDecay(ParameterInfo parameter) {
        return options().decays(parameter) ? options().weightDecay() : 0;
    }

    /** All that the engine must know to update weight {@code parameter}. */
    default ParameterUpdate update(ParameterInfo parameter) {
        return new ParameterUpdate(
                rule(parameter), options().forEngine(), weightDecay(parameter), 0, ParameterUpdate.RateRatio.ONE);
    }
}
