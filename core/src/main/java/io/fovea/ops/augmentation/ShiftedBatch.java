package io.fovea.ops.augmentation;

import io.fovea.ops.Step;

/** A random partner for each sample: the batch is shifted by a number that is drawn in each step, 0 included. */
final class ShiftedBatch {
    private ShiftedBatch() {}

    /** The partner of {@code sample}. */
    static int partner(Step step, int key, int sample) {
        return (sample + shift(step, key)) % step.samples();
    }

    /** Whose partner {@code sample} is. */
    static int partnerOf(Step step, int key, int sample) {
        return (sample + step.samples() - shift(step, key)) % step.samples();
    }

    private static int shift(Step step, int key) {
        return (int) Math.floorMod(step.random(key), (long) step.samples());
    }
}
