package io.fovea.ops;

import io.fovea.runtime.Randoms;

/** What changes from one run of a plan to the next: how many samples, and which step of the training it is. */
public final class Step {
    private int samples;
    private long seed;
    private long number;

    /** Sets the step: called between runs. */
    public void set(int activeSamples, long runSeed, long stepNumber) {
        samples = activeSamples;
        seed = runSeed;
        number = stepNumber;
    }

    /** How many samples there are, up to the plan's batch size. */
    public int samples() {
        return samples;
    }

    /** Steps of the training so far, this one included: 1 in the first. */
    public long number() {
        return number;
    }

    /** 32 random bits for purpose {@code key} and sample {@code sample} in this step. */
    public int random(int key, int sample) {
        return (int) Randoms.derive(Randoms.derive(seed, key), number << 24 | sample);
    }
}
