package io.fovea.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed team of threads that work through numbered tasks. The caller is worker 0; the others wait for the next call,
 * spinning for a moment (a step has many short calls) and then parking (so that an idle team costs nothing).
 *
 * <p>Worker {@code w} of {@code k} starts with its own share of the tasks, the same one in every call, so that its data
 * stay in its cache; then it takes what is left of the others' shares. What a task computes must depend on its number
 * alone, never on the worker that runs it.
 */
public final class Workers implements AutoCloseable {
    /** The body of a call: runs one task. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs one task.
         *
         * @param task from 0 to the number of tasks - 1
         * @param worker who runs it, from 0 to {@link Workers#size()} - 1: an index of scratch memory
         */
        void run(int task, int worker);
    }

    private static final long SPIN_NANOS = 50_000;

    private final Thread[] threads;
    private volatile Call call;
    private volatile boolean closed;
    private final AtomicInteger parked = new AtomicInteger();

    /**
     * Starts {@code size} - 1 daemon threads.
     *
     * @param size 1 or more
     */
    public Workers(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a team has 1 worker or more, but got " + size);
        }
        call = new Call((t, w) -> {}, 0, size);
        threads = new Thread[size - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> loop(worker), "fovea-worker-" + worker);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    /** How many threads work, the caller included. */
    public int size() {
        return threads.length + 1;
    }

    /**
     * Runs tasks 0 … {@code tasks} - 1 and returns when all are done. To be called by one thread at a time.
     *
     * @throws RuntimeException what a task threw, once every other task is done
     */
    public void run(int tasks, Task body) {
        if (threads.length == 0 || tasks == 1) {
            Call alone = new Call(body, tasks, 1);
            alone.work(0);
            alone.await();
            return;
        }
        Call next = new Call(body, tasks, size());
        call = next;
        if (parked.get() > 0) {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
            }
        }
        next.work(0);
        next.await();
    }

    private void loop(int worker) {
        Call seen = null;
        while (!closed) {
            Call current = call;
            if (current != seen) {
                seen = current;
                current.work(worker);
            } else {
                awaitAfter(seen);
            }
        }
    }

    private void awaitAfter(Call seen) {
        long start = System.nanoTime();
        while (call == seen && !closed) {
            for (int i = 0; i < 64 && call == seen; i++) {
                Thread.onSpinWait();
            }
            if (System.nanoTime() - start > SPIN_NANOS) {
                // Count first, look again, then park: a caller that publishes in between sees the count and unparks.
                parked.incrementAndGet();
                while (call == seen && !closed) {
                    LockSupport.park(this);
                }
                parked.decrementAndGet();
            }
        }
    }

    /** Ends the threads; a call that is under way is finished first. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }

    /** One call of {@link #run}: who has taken which task. */
    private static final class Call {
        private final Task body;
        private final int tasks;
        private final AtomicInteger[] next;
        private final AtomicInteger open;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Call(Task body, int tasks, int workers) {
            this.body = body;
            this.tasks = tasks;
            open = new AtomicInteger(tasks);
            next = new AtomicInteger[workers];
            for (int w = 0; w < workers; w++) {
                next[w] = new AtomicInteger(from(w, workers));
            }
        }

        private int from(int worker, int workers) {
            return (int) ((long) tasks * worker / workers);
        }

        void work(int worker) {
            for (int k = 0; k < next.length; k++) {
                int owner = (worker + k) % next.length;
                int end = from(owner + 1, next.length);
                for (int task; (task = next[owner].getAndIncrement()) < end; open.getAndDecrement()) {
                    try {
                        body.run(task, worker);
                    } catch (Throwable t) {
                        failure.compareAndSet(null, t);
                    }
                }
            }
        }

        void await() {
            for (int spins = 0; open.get() > 0; spins++) {
                if (spins < 100_000) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(20_000);
                }
            }
            switch (failure.get()) {
                case null -> {
                }
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                case Throwable t -> throw new IllegalStateException(t);
            }
        }
    }
}
