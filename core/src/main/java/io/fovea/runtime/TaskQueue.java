package io.fovea.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The tasks of the running call, and who has taken which. It is used for one call after another; a worker that is late
 * and still looks for tasks of an earlier call finds none, because the next task of a share and its end both carry the
 * number of their call. (An end computed from the number of tasks of a call that just begins, with the next task of the
 * one before, once let a late worker run a task twice.)
 */
final class TaskQueue {
    /** Longs between two shares, two cache lines: two workers should not wait for each other's line. */
    private static final int APART = 16;

    private static final Workers.Task NOTHING = (task, worker) -> {};

    private final int workers;
    private final AtomicLongArray shares;
    private final AtomicInteger open = new AtomicInteger();
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile int call;
    private Workers.Task body = NOTHING;

    TaskQueue(int workers) {
        this.workers = workers;
        shares = new AtomicLongArray(workers * APART);
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
        failure = Optional.empty();
        open.set(count);
        for (int w = 0; w < workers; w++) {
            shares.set(end(w), (long) number << 32 | from(w + 1, count));
            shares.set(next(w), (long) number << 32 | from(w, count));
        }
        body = task;
        call = number;
        return number;
    }

    private static int next(int worker) {
        return worker * APART;
    }

    private static int end(int worker) {
        return worker * APART + 1;
    }

    private int from(int worker, int count) {
        return (int) ((long) count * worker / workers);
    }

    /** Does tasks of call {@code number}, the worker's own first; returns whether the last one of all ended here. */
    boolean work(int number, int worker) {
        Workers.Task task = body;
        boolean last = false;
        for (int k = 0; k < workers; k++) {
            int owner = (worker + k) % workers;
            for (long seen = shares.get(next(owner)); isOpen(number, owner, seen); seen = shares.get(next(owner))) {
                if (shares.compareAndSet(next(owner), seen, seen + 1)) {
                    run(task, (int) seen, worker);
                    last = open.decrementAndGet() == 0;
                }
            }
        }
        return last;
    }

    private boolean isOpen(int number, int owner, long seen) {
        long end = shares.get(end(owner));
        return (int) (seen >>> 32) == number && (int) (end >>> 32) == number && (int) seen < (int) end;
    }

    private void run(Workers.Task task, int index, int worker) {
        try {
            task.run(index, worker);
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
        }
    }

    /** Drops the body and the failure of a call that is done, so that the threads keep nothing of it alive. */
    void forget() {
        body = NOTHING;
        failure = Optional.empty();
    }

    /** Throws what a task of the call threw. */
    void rethrow() {
        if (failure.isPresent()) {
            switch (failure.orElseThrow()) {
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException("a task failed");
            }
        }
    }
}
