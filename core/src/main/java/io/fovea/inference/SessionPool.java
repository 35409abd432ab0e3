package io.fovea.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Sessions kept from call to call, for threads that predict at the same time. At most {@code limit} are kept: more than there
 * are processors would take memory without computing any faster.
 */
final class SessionPool implements AutoCloseable {
    /** Milliseconds. */
    private static final long LONGEST_WAIT = 100;

    private final int limit;
    private final Supplier<Session> factory;
    private final Deque<Session> free;
    private int kept;
    private long bytes;

    SessionPool(int limit, Supplier<Session> factory) {
        this.limit = limit;
        this.factory = factory;
        free = new ArrayDeque<>(limit);
    }

    /**
     * A session for the calling thread alone, to be returned with {@link #giveBack}. When all are in use, it waits for one, but not
     * for long: the thread that has it may itself be waiting for this one, as when {@code Samples.read} predicts. Then it gets
     * one more, for this call only.
     */
    Session take() {
        synchronized (this) {
            if (free.isEmpty() && kept == limit) {
                awaitFree();
            }
            Session session = free.pollFirst();
            if (session != null) {
                return session;
            }
            kept++;
        }
        try {
            Session session = factory.get();
            synchronized (this) {
                bytes += session.bytes();
            }
            return session;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                kept--;
            }
            throw e;
        }
    }

    private synchronized void awaitFree() {
        long end = System.nanoTime() + LONGEST_WAIT * 1_000_000;
        try {
            for (long left = LONGEST_WAIT; free.isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void giveBack(Session session) {
        synchronized (this) {
            if (kept <= limit) {
                free.addFirst(session);
                notifyAll();
                return;
            }
            kept--;
            bytes -= session.bytes();
        }
        session.close();
    }

    /** Bytes outside the heap of all sessions. */
    synchronized long bytes() {
        return bytes;
    }

    /** Frees the sessions; none must be in use. */
    @Override
    public synchronized void close() {
        free.forEach(Session::close);
        kept -= free.size();
        free.clear();
        bytes = 0;
    }
}
