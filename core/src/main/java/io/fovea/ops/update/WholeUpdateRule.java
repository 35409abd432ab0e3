package io.fovea.ops.update;

import java.util.List;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateScope;
import io.fovea.custom.UpdateStep;

/** An optimizer of the engine's own that needs a weight as a whole: in plain loops, in Keras's order, so always with the same bits. */
public interface WholeUpdateRule extends UpdateRule {
    @Override
    default UpdateScope scope() {
        return UpdateScope.PARAMETER;
    }

    /**
     * Changes a weight.
     *
     * @param weights row-major
     * @param states each as long as its shape says
     * @param gradient may be changed
     */
    void update(UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient);

    @Override
    default void update(
            UpdateStep step, ParameterInfo parameter, FloatBlock weights, List<FloatBlock> states,
            FloatBlock gradient) {
        throw new UnsupportedOperationException(this + " works in the engine only");
    }
}
