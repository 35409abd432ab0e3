package io.fovea.app;

import java.util.Optional;

import io.fovea.data.ProgressListener;

/** Shows the progress of loading data, with a bar for each task; only on a terminal, where a line can be redrawn. */
final class DataProgress implements ProgressListener, AutoCloseable {
    private static final long MEGABYTE = 1_000_000;

    private final Terminal terminal;
    private Optional<ProgressBar> bar = Optional.empty();
    private String current = "";

    DataProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void update(String what, long done, long total) {
        if (!terminal.interactive()) {
            return;
        }
        if (!what.equals(current)) {
            close();
            boolean bytes = total >= MEGABYTE || total < 0;
            bar = Optional.of(new ProgressBar(terminal, what, total, bytes ? " MB" : "", bytes ? MEGABYTE : 1));
            current = what;
        }
        if (bar.isPresent() && (bar.get().isDue() || done == total)) {
            bar.get().draw(done, "");
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
