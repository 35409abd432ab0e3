package io.fovea.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tasks of the call under way, and who has taken which. It is used for one call after another; a worker that is late
 * and still looks for tasks of an earlier call finds none, for each share bears the number of its call.
 */
final class Shares {
    /** Shares lie two cache lines apart: two workers should not wait for each other's line. */
    private static final int APART = 16;

    private final int workers;
    private final AtomicLongArray next;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean failed;
    private volatile int call;
    private int tasks;
    private Workers.Task body = (task, worker) -> {};

    Shares(int workers) {
        this.workers = workers;
        next = new AtomicLongArray(workers * APART);
    }

    /** The number of the last call. */
    int call() {
        return call;
    }

    /** Whether a task of the last call is not done yet. */
    boolean open() {
        return open.get() > 0;
    }

    /** Begins a call, once the last one is done, and returns its number. */
    int begin(int count, Workers.Task task) {
        int number = call + 1;
        tasks = count;
        body = task;
        failed = false;
        open.set(count);
        for (int w = 0; w < workers; w++) {
            next.set(w * APART, (long) number << 32 | from(w, count));
        }
        call = number;
        return number;
    }

    private int from(int worker, int count) {
        return (int) ((long) count * worker / workers);
    }

    /** Does tasks of call {@code number}, the worker's own first; returns whether the last one of all ended here. */
    boolean work(int number, int worker) {
        Workers.Task task = body;
        int count = tasks;
        boolean last = false;
        for (int k = 0; k < workers; k++) {
            int owner = (worker + k) % workers;
            int end = from(owner + 1, count);
            for (long seen; (int) ((seen = next.get(owner * APART)) >>> 32) == number && (int) seen < end;) {
                if (next.compareAndSet(owner * APART, seen, seen + 1)) {
                    run(task, (int) seen, worker);
                    last = open.decrementAndGet() == 0;
                }
            }
        }
        return last;
    }

    private void run(Workers.Task task, int index, int worker) {
        try {
            task.run(index, worker);
        } catch (RuntimeException | Error e) {
            failure.set(e);
            failed = true;
        }
    }

    /** Throws what a task of the call threw. */
    void rethrow() {
        if (failed) {
            switch (failure.get()) {
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> throw new IllegalStateException("a task failed");
            }
        }
    }
}
