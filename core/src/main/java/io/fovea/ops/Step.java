package io.fovea.ops;

import io.fovea.runtime.Randoms;

/** What changes from one run of a plan to the next: how many samples, and which step of the training it is. */
public final class Step {
    /** No batch has so many samples that this is one of them. */
    private static final long LAST_SAMPLE = (1 << 24) - 1;

    private int samples;
    private long seed;
    private long number;
    private SampleOrigin origin = SampleOrigin.UNKNOWN;

    /** Sets the step: called between runs. */
    public void set(int activeSamples, long runSeed, long stepNumber) {
        samples = activeSamples;
        seed = runSeed;
        number = stepNumber;
    }

    /** Sets where the samples come from: called between runs. */
    public void origin(SampleOrigin samplesOrigin) {
        origin = samplesOrigin;
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

    /** 64 random bits for purpose {@code key} in this step, the same for all its samples. */
    public long random(int key) {
        return Randoms.derive(Randoms.derive(seed, key), number << 24 | LAST_SAMPLE);
    }

    /** 32 random bits for purpose {@code key} and the image of {@code sample}, the same in each step and epoch. */
    public int randomOfImage(int key, int sample) {
        return (int) Randoms.derive(Randoms.derive(seed, key), -1L - origin.index(sample));
    }

    /** The epoch, 1 in the first. */
    public int epoch() {
        return origin.epoch();
    }
}
