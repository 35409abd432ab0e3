package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/**
 * A scale and a shift of each channel, and an activation after them: what batch normalization is at inference. An operation with
 * weights can absorb it ({@link Operation#withAffine}).
 */
public interface ChannelAffine {
    /** Vectors that {@link #movingStatistics} writes. */
    int VECTORS = 4;

    /** The value that comes out. */
    Value output();

    /** The activation after the shift. */
    Epilogue epilogue();

    /** The weights that scale and shift are computed from. */
    List<Parameter> parameters();

    /**
     * Writes mean, 1 / deviation, scale and shift of each channel as inference uses them, one vector after another.
     *
     * @param statistics byte address of {@link #VECTORS} vectors of as many floats as the output's channels with padding
     */
    void movingStatistics(long statistics);
}
