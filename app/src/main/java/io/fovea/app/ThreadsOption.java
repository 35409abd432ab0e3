package io.fovea.app;

import java.util.Optional;

import picocli.CommandLine.Option;

/** The option {@code --threads}. */
final class ThreadsOption {
    private static final int MOST = 1024;

    @Option(names = "--threads", paramLabel = "N",
            description = "Threads that work; the result does not depend on it (default: one for each processor).")
    private Optional<Integer> threads = Optional.empty();

    /**
     * Refuses a number that is out of range.
     *
     * @throws UsageException then
     */
    void check() {
        threads.ifPresent(count -> Ranges.check("--threads", count, 1, MOST));
    }

    /** The number of threads. */
    int count() {
        return threads.orElseGet(Machine::processors);
    }
}
