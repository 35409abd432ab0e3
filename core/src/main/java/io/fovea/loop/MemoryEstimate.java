package io.fovea.loop;

import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

import io.fovea.tensor.ByteSize;

/**
 * What a training takes outside Java's heap. It is known before anything is allocated, and is what is used then.
 *
 * @param weights bytes of weights and optimizer
 * @param step bytes of a training step: activations, gradients, scratch
 * @param evaluation bytes of a step of the evaluation after each epoch; 0 without one
 * @param predictions bytes of the plans that earlier predictions left for later ones
 */
public record MemoryEstimate(long weights, long step, long evaluation, long predictions) {
    /** Bytes in all. */
    public long total() {
        return Math.addExact(Math.addExact(weights, step), Math.addExact(evaluation, predictions));
    }

    /**
     * Bytes that this machine, or the container, has beside Java's heap as it is now. What other programs use is not
     * counted, for it may be moved out.
     */
    static long room() {
        long machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : Long.MAX_VALUE;
        return machine - Runtime.getRuntime().totalMemory();
    }

    /**
     * Refuses a training that does not fit.
     *
     * @param ofBatch the need of a batch size; greater batches need more
     * @param room bytes that there are
     * @return what the training needs
     * @throws IllegalArgumentException when that is more than there is; it names the largest batch that fits
     */
    static MemoryEstimate check(int batch, IntFunction<MemoryEstimate> ofBatch, long room) {
        MemoryEstimate need = ofBatch.apply(batch);
        if (need.total() <= room) {
            return need;
        }
        int largest = largest(batch, ofBatch, room);
        throw new IllegalArgumentException(
                "a training with batches of " + batch + " needs " + ByteSize.format(need.total()) + " of memory ("
                        + ByteSize.format(need.weights()) + " weights and optimizer, " + ByteSize.format(need.step())
                        + " a step, " + ByteSize.format(need.evaluation()) + " the evaluation"
                        + (need.predictions() > 0
                                ? ", " + ByteSize.format(need.predictions()) + " earlier predictions"
                                : "")
                        + "), but the machine has "
                        + ByteSize.format(Math.max(0, room)) + " beside Java's heap; "
                        + (largest > 0
                                ? "the largest batch that fits is " + largest
                                : "not even a batch of 1 fits: use smaller images or a smaller model"));
    }

    /** The largest batch below {@code tooLarge} that fits, or 0. */
    private static int largest(int tooLarge, IntFunction<MemoryEstimate> ofBatch, long room) {
        int fits = 0;
        int fails = tooLarge;
        while (fails - fits > 1) {
            int middle = (fits + fails) >>> 1;
            if (ofBatch.apply(middle).total() <= room) {
                fits = middle;
            } else {
                fails = middle;
            }
        }
        return fits;
    }
}
