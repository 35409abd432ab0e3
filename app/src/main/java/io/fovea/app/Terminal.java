package io.fovea.app;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where a command prints: results to standard output, everything else to standard error.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether standard error is a terminal, so that a line may be redrawn
 * @param columns of the terminal
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, int columns) {
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 20;

    /** The launcher passes what it knows about the terminal: Java can't find it out without native code. */
    static Terminal of(PrintWriter out, PrintWriter err) {
        return new Terminal(
                out, err, Boolean.getBoolean("fovea.terminal"),
                columns(Integer.getInteger("fovea.columns", DEFAULT_COLUMNS)));
    }

    /** A terminal that does not know its size reports 0 columns. */
    static int columns(int reported) {
        return reported <= 0 ? DEFAULT_COLUMNS : Math.max(reported, MIN_COLUMNS);
    }

    /** A terminal that shows nothing. */
    Terminal quiet() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Terminal(nowhere, nowhere, false, columns);
    }

    /** A line of the result. */
    void result(String line) {
        out.println(line.stripTrailing());
    }

    /** A line for a person. */
    void say(String line) {
        err.println(line.stripTrailing());
    }
}
