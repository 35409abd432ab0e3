package io.fovea.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed team of threads that run numbered tasks. The caller is worker 0; the others start at the first call that needs
 * them. Between calls they spin for a moment (a step has many short calls) and then park (so that an idle team costs
 * nothing). After a spin that did not help, because the machine has other work as well, the next ones are shorter.
 *
 * <p>Worker {@code w} of {@code k} starts with its own share of the tasks, the same one in every call, so that its data
 * stay in its cache; then it takes what is left of the others' shares. What a task computes must depend on its number
 * alone, never on the worker that runs it.
 *
 * <p>Several threads may call at once: the first gets the team, the others run their tasks alone meanwhile. A call allocates
 * nothing. The threads keep a team alive until it is closed, but nothing else: after a call the body is dropped.
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

    /** More than any machine has processors. */
    private static final int MOST = 4096;

    private final Thread[] threads;
    private final SpinBackoff[] backoffs;
    private final TaskQueue queue;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicInteger parked = new AtomicInteger();
    private volatile Thread caller = Thread.currentThread();
    private volatile boolean callerParked;
    private volatile boolean started;
    private volatile boolean closed;

    /**
     * A team of the caller and {@code size} - 1 daemon threads.
     *
     * @param size from 1 to 4096
     */
    public Workers(int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a team has 1 to " + MOST + " workers, but got " + size);
        }
        queue = new TaskQueue(size);
        backoffs = new SpinBackoff[size];
        threads = new Thread[size - 1];
        for (int w = 0; w < size; w++) {
            backoffs[w] = new SpinBackoff();
        }
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> loop(worker), "fovea-worker-" + worker);
            threads[i].setDaemon(true);
        }
    }

    /** How many threads work, the caller included. */
    public int size() {
        return threads.length + 1;
    }

    /**
     * Runs tasks 0 … {@code tasks} - 1 and returns when all are done.
     *
     * @throws RuntimeException what a task threw, once every other task is done
     */
    public void run(int tasks, Task body) {
        if (threads.length == 0 || tasks <= 1 || closed || !taken.compareAndSet(false, true)) {
            alone(0, tasks, body);
            return;
        }
        try {
            start();
            caller = Thread.currentThread();
            int call = queue.begin(tasks, body);
            if (parked.get() > 0) {
                for (Thread thread : threads) {
                    LockSupport.unpark(thread);
                }
            }
            queue.work(call, 0);
            awaitOthers();
            queue.rethrow();
        } finally {
            queue.forget();
            taken.set(false);
        }
    }

    private void start() {
        if (!started) {
            started = true;
            for (Thread thread : threads) {
                thread.start();
            }
        }
    }

    /** Whether {@code thread} is one of the team's own, the caller not counted. */
    public boolean owns(Thread thread) {
        for (Thread own : threads) {
            if (own == thread) {
                return true;
            }
        }
        return false;
    }

    private static void alone(int from, int tasks, Task body) {
        for (int task = from; task < tasks; task++) {
            try {
                body.run(task, 0);
            } catch (RuntimeException | Error e) {
                try {
                    alone(task + 1, tasks, body);
                } catch (RuntimeException | Error later) {
                    e.addSuppressed(later);
                }
                throw e;
            }
        }
    }

    private void awaitOthers() {
        SpinBackoff own = backoffs[0];
        for (own.start(); queue.open(); own.spin()) {
            if (own.isOver()) {
                // Set the flag, look again, then park: whoever ends the last task in between sees the flag and unparks.
                callerParked = true;
                while (queue.open()) {
                    LockSupport.park(this);
                }
                callerParked = false;
                own.failed();
                return;
            }
        }
        own.succeeded();
    }

    private void loop(int worker) {
        int seen = 0;
        while (!closed) {
            int call = queue.call();
            if (call == seen) {
                awaitCallAfter(seen, backoffs[worker]);
            } else {
                seen = call;
                if (queue.work(call, worker) && callerParked) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    private void awaitCallAfter(int seen, SpinBackoff own) {
        for (own.start(); queue.call() == seen && !closed; own.spin()) {
            if (own.isOver()) {
                // Count first, look again, then park: a caller that begins in between sees the count and unparks.
                parked.incrementAndGet();
                while (queue.call() == seen && !closed) {
                    LockSupport.park(this);
                }
                parked.decrementAndGet();
                own.failed();
                return;
            }
        }
        own.succeeded();
    }

    /** Ends the threads; a call that is running is finished first, and later ones run on their caller alone. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
