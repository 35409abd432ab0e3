package io.fovea.custom;

import java.util.List;

/**
 * The arithmetic of an optimizer: a function of a block of weights, so that it can run as soon as the block's gradient is
 * known, or with {@link UpdateScope#PARAMETER} of a whole weight. Several threads call it at once, for different blocks.
 *
 * <p>Weight decay, clipping, accumulation and moving averages of the weights are the engine's; a rule does not see them.
 */
public interface UpdateRule {
    /** How many factors {@link #prepare} may work out. */
    int FACTORS = 4;

    /** What {@link #update} gets: a block of a weight, or all of it; default a block. */
    default UpdateScope scope() {
        return UpdateScope.BLOCK;
    }

    /** How many states the optimizer keeps for each weight. */
    int states();

    /** The shape of state {@code index}; with {@link UpdateScope#BLOCK} always that of the weight. */
    default StateShape stateShape(int index) {
        return StateShape.WEIGHT;
    }

    /** The value of state {@code index} before the first step; default 0. */
    default float initialState(int index) {
        return 0;
    }

    /**
     * Whether state {@code index} begins as a copy of the weight, made when a training begins that no step was taken before; then
     * {@link #initialState} does not count. Default false.
     */
    default boolean startsAsWeight(int index) {
        return false;
    }

    /**
     * What {@link UpdateStep#rate} is: the learning rate with all that depends on the step alone, computed once a step.
     *
     * @param step 1 at the first step
     */
    default float rate(float learningRate, long step) {
        return learningRate;
    }

    /**
     * Works out what else depends on the step alone, once a step.
     *
     * @param step 1 at the first step
     * @param factors to be filled, {@value #FACTORS} numbers
     */
    default void prepare(float learningRate, long step, float[] factors) {}

    /**
     * Changes some weights. Where gradient and states are zero, as in padding, a weight that is zero must stay zero.
     *
     * @param parameter the weight that the block is of
     * @param weights a block of it, or with {@link UpdateScope#PARAMETER} all of it, row-major
     * @param states of these weights, each as long as {@code weights}, or with {@link UpdateScope#PARAMETER} as its shape says
     * @param gradient only to be read
     */
    void update(
            UpdateStep step, ParameterInfo parameter, FloatBlock weights, List<FloatBlock> states, FloatBlock gradient);
}
