package io.fovea.ops.update;

import java.util.List;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** An optimizer of the engine's own, which works on addresses. */
public interface KernelUpdateRule extends UpdateRule {
    /**
     * Changes {@code count} weights.
     *
     * @param weights byte address of the weights
     * @param states byte address of the first state of these weights
     * @param stateBytes from one state to the next
     * @param gradient byte address of the gradient
     */
    void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient);

    @Override
    default void update(
            UpdateStep step, ParameterInfo parameter, FloatBlock weights, List<FloatBlock> states,
            FloatBlock gradient) {
        throw new UnsupportedOperationException(this + " works in the engine only");
    }
}
