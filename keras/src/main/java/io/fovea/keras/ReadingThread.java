package io.fovea.keras;

/**
 * Reads files on a thread of its own, whose stack has a size that is known: a model that is deep but allowed is read however
 * little stack the caller has left. The caller waits for the end; an interrupt is kept for it until then, since reading is short
 * and bounded by the file's size.
 */
final class ReadingThread {
    private static final long STACK_BYTES = 64 << 20;

    /** Reads something. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws KerasFileException;
    }

    private ReadingThread() {}

    private static final class Task<T> implements Runnable {
        private final Reading<T> reading;
        private Outcome<T> outcome = () -> {
            throw new IllegalStateException("nothing was read");
        };

        /** The value, or what was thrown instead. */
        private interface Outcome<T> {
            T get() throws KerasFileException;
        }

        Task(Reading<T> reading) {
            this.reading = reading;
        }

        @Override
        public void run() {
            try {
                T value = reading.read();
                outcome = () -> value;
            } catch (KerasFileException e) {
                outcome = () -> {
                    throw e;
                };
            } catch (RuntimeException e) {
                outcome = () -> {
                    throw e;
                };
            } catch (Error e) {
                outcome = () -> {
                    throw e;
                };
            }
        }
    }

    /** What {@code reading} returns or throws. */
    static <T> T call(Reading<T> reading) throws KerasFileException {
        Task<T> task = new Task<>(reading);
        Thread thread = new Thread(null, task, "fovea-reading", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return task.outcome.get();
    }
}
