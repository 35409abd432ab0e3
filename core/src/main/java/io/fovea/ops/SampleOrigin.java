package io.fovea.ops;

/** Where the samples of a step come from: for what depends on the image, and not on the step that it comes in. */
public interface SampleOrigin {
    /** Samples of which nothing is known: their index is their place in the batch, and it is always the first epoch. */
    SampleOrigin UNKNOWN = new SampleOrigin() {};

    /** The epoch, 1 in the first. */
    default int epoch() {
        return 1;
    }

    /** The index of sample {@code sample} of the step in the data set. */
    default int index(int sample) {
        return sample;
    }
}
