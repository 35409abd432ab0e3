package io.fovea.data;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the memory of the images that are decoded at the same time: a photo of 4000 x 3000 pixels takes 48 MB until it is
 * resized, and there is one for each processor.
 */
final class DecodingBudget {
    private static final long UNIT = 1 << 20;

    private final int units;
    private final Semaphore free;

    /** @param bytes for all images together; a larger image is decoded alone */
    DecodingBudget(long bytes) {
        units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        free = new Semaphore(units);
    }

    /** Half of what the heap has left. */
    static DecodingBudget ofHeap() {
        Runtime heap = Runtime.getRuntime();
        return new DecodingBudget((heap.maxMemory() - heap.totalMemory() + heap.freeMemory()) / 2);
    }

    /** Runs {@code work}, which takes {@code bytes}, as soon as there is room for it. */
    <T> T run(long bytes, Supplier<T> work) {
        int needed = Math.clamp(Math.ceilDiv(bytes, UNIT), 1, units);
        free.acquireUninterruptibly(needed);
        try {
            return work.get();
        } finally {
            free.release(needed);
        }
    }
}
