package io.fovea.ops.update;

import java.util.List;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.UpdateRule;
import io.fovea.kernels.UpdateKernel;

/** An optimizer of the engine's own, which works on addresses. */
public interface KernelUpdateRule extends UpdateRule {
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

    @Override
    default void update(float rate, FloatBlock weights, List<FloatBlock> states, FloatBlock gradient) {
        throw new UnsupportedOperationException(this + " works in the engine only");
    }
}
