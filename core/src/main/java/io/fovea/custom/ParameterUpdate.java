package io.fovea.custom;

/**
 * How a weight is updated. Weights with equal ones share what is worked out once a step, and the norm of their gradients.
 *
 * @param rule the optimizer's arithmetic
 * @param options what is done with gradients before, and with weights after it
 * @param weightDecay part of a weight that is taken away in a step, times the learning rate; 0 for none
 * @param group number of the optimizer among those of the model: gradients are clipped by a norm of each one's own
 * @param ratio its learning rate as a multiple of the training's
 */
public record ParameterUpdate(
        UpdateRule rule, GradientOptions options, double weightDecay, int group, RateRatio ratio) {
    /** The learning rate of a group of weights as a multiple of the training's. */
    @FunctionalInterface
    public interface RateRatio {
        /** The training's own. */
        RateRatio ONE = step -> 1;

        /**
         * The multiple.
         *
         * @param step 0 at the first step
         */
        double at(long step);
    }

    /** By a rule alone. */
    public static ParameterUpdate of(UpdateRule rule) {
        return new ParameterUpdate(rule, GradientOptions.NONE, 0, 0, RateRatio.ONE);
    }

    /** Whether each block may be updated as soon as its gradient is known. */
    public boolean byBlock() {
        return rule.scope() == UpdateScope.BLOCK && options.scope() == UpdateScope.BLOCK;
    }
}
