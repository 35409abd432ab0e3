package io.fovea.app;

import java.util.Locale;

/**
 * A line of the terminal that is redrawn while a task runs: its name, how much is done, a bar if there is room for
 * one, the time left.
 */
final class ProgressBar implements AutoCloseable {
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final int WIDEST = 30;
    private static final int NARROWEST = 3;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final String unit;
    private final long unitSize;
    private final long began = System.nanoTime();
    private long drawn;

    /**
     * Starts a bar.
     *
     * @param what the name of the task
     * @param total how much there is to do; less than 1: unknown
     * @param unit behind the numbers, with a space before it; empty: none
     * @param unitSize how much of {@code total} is one unit
     */
    ProgressBar(Terminal terminal, String what, long total, String unit, long unitSize) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
        this.unit = unit;
        this.unitSize = unitSize;
    }

    /** Whether it is time to draw again: a thousand lines a second would cost a lot. */
    boolean isDue() {
        return System.nanoTime() - drawn > INTERVAL_NANOS;
    }

    /** Draws that {@code done} of the total is done; {@code more} follows. */
    void draw(long done, String more) {
        drawn = System.nanoTime();
        double seconds = (drawn - began) / 1e9;
        String line = line(done, seconds, more, terminal.columns() - 1);
        terminal.err().print("\r" + line + " ".repeat(terminal.columns() - 1 - line.length()));
        terminal.err().flush();
    }

    /** The line after {@code seconds}, at most {@code columns} long. */
    String line(long done, double seconds, String more, int columns) {
        String rest = more.isEmpty() ? "" : " " + more;
        if (total < 1) {
            return cut(what + " " + done / unitSize + unit + rest, columns);
        }
        double share = Math.clamp((double) done / total, 0.0, 1.0);
        String head = what + " " + done / unitSize + "/" + total / unitSize + unit;
        String left = done == 0 ? "" : " " + time(seconds * (total - done) / done) + " left";
        int room = Math.min(WIDEST, columns - head.length() - left.length() - rest.length() - 1);
        return cut(head + (room < NARROWEST ? "" : " " + blocks(share, room)) + left + rest, columns);
    }

    private static String blocks(double share, int width) {
        int filled = (int) (share * width);
        return "█".repeat(filled) + "░".repeat(width - filled);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String cut(String line, int columns) {
        return line.substring(0, Math.min(line.length(), columns));
    }

    /** Erases the line. */
    @Override
    public void close() {
        terminal.err().print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
        terminal.err().flush();
    }
}
