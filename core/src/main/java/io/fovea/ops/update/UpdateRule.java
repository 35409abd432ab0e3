package io.fovea.ops.update;

import io.fovea.kernels.UpdateKernel;

/**
 * An optimizer, for the engine: a function over a block of weights, so that it can run as soon as the block's gradient is
 * known, wherever that is.
 */
public interface UpdateRule {
    /** How many numbers it keeps for each weight. */
    int states();

    /**
     * What {@link #update} takes as its rate: the learning rate with what depends on the step alone, worked out once a step.
     *
     * @param step 1 at the first step
     */
    default float rate(float learningRate, long step) {
        return learningRate;
    }

    /**
     * Changes {@code count} weights.
     *
     * @param rate from {@link #rate}
     * @param weights byte address of the weights
     * @param states byte address of the first state of these weights
     * @param stateBytes from one state to the next
     * @param gradient byte address of the gradient
     */
    void update(
            UpdateKernel kernel, float rate, int count, long weights, long states, long stateBytes, long gradient);
}
