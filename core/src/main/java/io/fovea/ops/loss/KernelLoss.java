package io.fovea.ops.loss;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.PerSampleLoss;

/** A loss of the engine's own, which works on addresses. */
public interface KernelLoss extends PerSampleLoss {
    /**
     * The loss of one sample.
     *
     * @param count length of the output
     * @param output byte address of the output
     * @param target byte address of the target
     */
    double value(int count, long output, long target);

    /** The loss's gradient by the output, times {@code scale}, into {@code gradient}. */
    void gradient(int count, long output, long target, float scale, long gradient);

    @Override
    default double value(FloatBlock output, FloatBlock target) {
        throw new UnsupportedOperationException(this + " works in the engine only");
    }

    @Override
    default void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
        throw new UnsupportedOperationException(this + " works in the engine only");
    }
}
