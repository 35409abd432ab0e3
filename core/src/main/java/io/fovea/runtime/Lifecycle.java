package io.fovea.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who works with a model's memory at the moment, and whether it may be changed or freed. All access to memory outside the
 * heap goes through {@link #enter} and {@link #exit}, so that nobody frees what a kernel still reads.
 *
 * <p>Any number of threads may be inside at once, and a thread may enter again: a callback predicts inside a training. Only
 * one training runs at a time. A {@linkplain #change structural change} and {@link #close} need everybody else outside.
 * Entering and leaving allocate nothing.
 */
public final class Lifecycle {
    /** Kinds of work. */
    public enum Work {
        /** Training steps: one training at a time. */
        TRAINING("a training"),
        /** An evaluation of a data set. */
        EVALUATION("an evaluation"),
        /** Predictions, and reading or writing of weights. */
        ACCESS("a prediction or an access to the weights"),
        /** A structural change, which {@link Lifecycle#change} enters. */
        CHANGE("a change");

        private final String words;

        Work(String words) {
            this.words = words;
        }
    }

    private static final List<Work> KINDS = List.of(Work.values());

    private final Runnable release;
    /** The threads inside, once for each time that they entered; the first {@link #count} entries. */
    private Thread[] inside = new Thread[8];
    /** What each of them entered for. */
    private Work[] works = new Work[8];
    private int count;
    private boolean changing;
    private boolean closed;
    private boolean abandoned;
    private boolean released;

    /** @param release frees everything; called once, when nobody is inside */
    public Lifecycle(Runnable release) {
        this.release = release;
    }

    /**
     * Begins work. Waits while another thread makes a structural change.
     *
     * @throws IllegalStateException after {@link #close}, for a second training at the same time, and from inside a
     *     structural change
     */
    public synchronized void enter(Work work) {
        awaitChange();
        if (work == Work.TRAINING && isRunning(work)) {
            throw new IllegalStateException(
                    "a training of this model is running already; a model trains once at a time");
        }
        push(work);
    }

    /** Ends work that {@link #enter} began on the same thread. */
    public void exit(Work work) {
        boolean last;
        synchronized (this) {
            last = pop(work) && abandoned && !released;
            released |= last;
            closed |= last;
        }
        if (last) {
            release.run();
        }
    }

    /**
     * Makes a structural change, such as another number of threads; others wait meanwhile.
     *
     * @param what to do, for the message: {@code "compile"}
     * @throws IllegalStateException after {@link #close}, and while any work runs, on this thread or another
     */
    public void change(String what, Runnable action) {
        synchronized (this) {
            awaitChange();
            if (count > 0) {
                throw new IllegalStateException(
                        what + " is refused while " + runningWork() + " of this model runs; call it before or after");
            }
            changing = true;
            push(Work.CHANGE);
        }
        try {
            action.run();
        } finally {
            synchronized (this) {
                changing = false;
                pop(Work.CHANGE);
            }
        }
    }

    private void awaitChange() {
        if (changing && isInside()) {
            throw new IllegalStateException(
                    "the model was used from inside a change of its own, such as compile or initialize; wait until that returns");
        }
        await(true);
        if (closed && !isInside()) {
            throw new IllegalStateException(
                    "this model was closed: its weights and threads are gone; create it or load it again");
        }
    }

    /**
     * Waits until the predictions of other threads are done, then frees everything. A second call does nothing.
     *
     * @param workers which threads are the model's own: they must not wait for themselves
     * @throws IllegalStateException while a training or an evaluation runs, and when it is called from inside any work of
     *     this model; nothing is closed then
     */
    public void close(Predicate<Thread> workers) {
        synchronized (this) {
            if (released) {
                return;
            }
            if (isInside() || count > 0 && workers.test(Thread.currentThread())) {
                throw new IllegalStateException(
                        "close() was called from inside " + runningWork()
                                + " of this model; close it after that returns");
            }
            if (isRunning(Work.TRAINING) || isRunning(Work.EVALUATION)) {
                throw new IllegalStateException(
                        "close() was called while " + runningWork() + " of this model runs on thread "
                                + inside[0].getName() + "; end that first, a training by Training.stop()");
            }
            closed = true;
            await(false);
            if (released) {
                return;
            }
            released = true;
        }
        release.run();
    }

    /** Frees everything as soon as nobody is inside: for a model that nobody can reach any more. Does not wait. */
    public void abandon() {
        synchronized (this) {
            abandoned = true;
            if (count > 0 || released) {
                return;
            }
            closed = true;
            released = true;
        }
        release.run();
    }

    /** Whether everything was freed, or is about to be. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private String runningWork() {
        for (Work work : KINDS) {
            if (isRunning(work)) {
                return work.words;
            }
        }
        return "nothing";
    }

    private boolean isRunning(Work work) {
        for (int i = 0; i < count; i++) {
            if (works[i] == work) {
                return true;
            }
        }
        return false;
    }

    private boolean isInside() {
        Thread current = Thread.currentThread();
        for (int i = 0; i < count; i++) {
            if (inside[i] == current) {
                return true;
            }
        }
        return false;
    }

    private void push(Work work) {
        if (count == inside.length) {
            inside = Arrays.copyOf(inside, 2 * count);
            works = Arrays.copyOf(works, 2 * count);
        }
        inside[count] = Thread.currentThread();
        works[count++] = work;
    }

    /** Returns whether nobody is left inside. */
    private boolean pop(Work work) {
        Thread current = Thread.currentThread();
        int at = count - 1;
        while (inside[at] != current || works[at] != work) {
            at--;
        }
        inside[at] = inside[--count];
        works[at] = works[count];
        notifyAll();
        return count == 0;
    }

    /** Waits until no change runs, or until nobody is inside; an interrupt stays pending. */
    private void await(boolean forChange) {
        boolean interrupted = false;
        while (forChange ? changing : count > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
