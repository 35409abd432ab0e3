package io.fovea.ops.update;

import java.util.List;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateScope;
import io.fovea.custom.UpdateStep;
import io.fovea.tensor.Shape;

/** An optimizer of the engine's own that needs a weight as a whole: in plain loops, in Keras's order, so always with the same bits. */
public interface WholeUpdateRule extends UpdateRule {
    @Override
    default UpdateScope scope() {
        return UpdateScope.PARAMETER;
    }

    /**
     * Room that an update needs, made once for each weight, so that a step allocates nothing.
     *
     * @param floats arrays of floats
     * @param doubles an array of doubles
     */
    record Scratch(float[][] floats, double[] doubles) {
        /** None. */
        public static final Scratch NONE = new Scratch(new float[0][], new double[0]);
    }

    /** The room for updates of a weight; default none. */
    default Scratch scratch(Shape weight) {
        return Scratch.NONE;
    }

    /**
     * Changes a weight.
     *
     * @param weights row-major
     * @param states each as long as its shape says
     * @param gradient may be changed
     * @param scratch what {@link #scratch} made, with whatever the step before left there
     */
    void update(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch);

    @Override
    default void update(
            UpdateStep step, ParameterInfo parameter, FloatBlock weights, List<FloatBlock> states,
            FloatBlock gradient) {
        throw new UnsupportedOperationException(this + " works in the engine only");
    }
}
