package io.fovea.plan;

import io.fovea.ops.SampleOrigin;

/** Where a plan gets the samples of a step from. Called by several workers at once. */
public interface Feed extends SampleOrigin {
    /** Writes sample {@code sample} of input {@code input}, row-major, to the start of {@code into}. */
    void input(int input, int sample, float[] into);

    /**
     * Writes at least the numbers from {@code from} to {@code to} - 1 of sample {@code sample} to their places in {@code into}: what a
     * worker needs that has a part of a sample.
     */
    default void input(int input, int sample, int from, int to, float[] into) {
        input(input, sample, into);
    }

    /** Writes the target of output {@code output} for sample {@code sample} to the start of {@code into}. */
    void target(int output, int sample, float[] into);

    /** How much sample {@code sample} counts in the losses; default 1. */
    default double weight(int sample) {
        return 1;
    }
}
