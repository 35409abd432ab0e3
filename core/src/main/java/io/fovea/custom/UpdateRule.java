package io.fovea.custom;

import java.util.List;

/**
 * The arithmetic of an optimizer: a function of a block of weights, so that it can run as soon as the block's gradient is
 * known. Several threads call it at once, for different blocks.
 */
public interface UpdateRule {
    /** How many numbers the optimizer keeps for each weight. */
    int states();

    /**
     * What {@link #update} gets as its rate: the learning rate with all that depends on the step alone, computed once a step.
     *
     * @param step 1 at the first step
     */
    default float rate(float learningRate, long step) {
        return learningRate;
    }

    /**
     * Changes some weights. Where gradient and states are zero, as in padding, a weight that is zero must stay zero.
     *
     * @param rate from {@link #rate}
     * @param states of these weights, each as long as {@code weights}; zero before the first step
     * @param gradient only to be read
     */
    void update(float rate, FloatBlock weights, List<FloatBlock> states, FloatBlock gradient);
}
