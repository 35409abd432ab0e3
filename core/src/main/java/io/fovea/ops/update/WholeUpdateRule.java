package io.fovea.ops.update;

import java.util.List;
import java.util.Optional;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateScope;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;
import io.fovea.tensor.Shape;

/**
 * An optimizer of the engine's own that needs a weight as a whole, as arrays in Keras's order, so always with the same bits. What takes
 * long it does between {@link #prepare} and {@link #update} in phases, whose tasks several workers share.
 */
public interface WholeUpdateRule extends UpdateRule {
    @Override
    default UpdateScope scope() {
        return UpdateScope.PARAMETER;
    }

    /**
     * Room that an update needs, made once for each weight, so that a step allocates nothing.
     *
     * @param doubles an array
     * @param iteration of Newton and Schulz
     */
    record Scratch(double[] doubles, Optional<NewtonSchulz> iteration) {
        /** None. */
        public static final Scratch NONE = new Scratch(new double[0], Optional.empty());
    }

    /** Bytes of the engine's memory that the scratch needs; default 0. */
    default long bytes(Shape weight, int lanes) {
        return 0;
    }

    /**
     * The room for updates of a weight; default none.
     *
     * @param address of as many bytes as {@link #bytes} says
     */
    default Scratch scratch(Shape weight, Kernels kernels, long address) {
        return Scratch.NONE;
    }

    /** Phases before the update; default 0. */
    default int phases() {
        return 0;
    }

    /** Tasks of each phase, which may run at the same time; default 0. */
    default int tasks(Scratch scratch) {
        return 0;
    }

    /** What is done before the first phase, with the arguments of {@link #update}; default nothing. */
    default void prepare(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {}

    /** A task of a phase; default nothing. */
    default void work(int phase, int task, Scratch scratch) {}

    /**
     * Changes a weight.
     *
     * @param weights row-major
     * @param states each as long as its shape says
     * @param gradient may be changed
     * @param scratch with what {@link #prepare} and the phases left there
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
