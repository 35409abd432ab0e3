package io.fovea.app;

import java.time.temporal.ChronoUnit;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A line of the terminal that is drawn anew while something goes on. */
final class Bar implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 100;

    private final ProgressBar bar;
    private final Terminal terminal;

    /**
     * Begins a bar.
     *
     * @param what goes on
     * @param total how much there is to do; -1: unknown
     * @param unit of {@code total}; empty: none
     * @param unitSize how much of {@code total} is one unit
     */
    Bar(Terminal terminal, String what, long total, String unit, long unitSize) {
        this.terminal = terminal;
        int columns = terminal.columns() - 1;
        bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setUnit(unit, unitSize)
                .setSpeedUnit(ChronoUnit.SECONDS)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns))
                .build();
    }

    private void draw(String line) {
        terminal.err().print("\r" + line);
        terminal.err().flush();
    }

    /** {@code done} of the total is done; {@code more} is said behind it. */
    void update(long done, String more) {
        bar.stepTo(done);
        bar.setExtraMessage(more);
    }

    /** Ends the bar and takes it off the terminal. */
    @Override
    public void close() {
        bar.close();
        terminal.err().print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
        terminal.err().flush();
    }
}
