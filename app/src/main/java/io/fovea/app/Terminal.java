package io.fovea.app;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where a command prints: results to standard output, everything else to standard error.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether standard error is a terminal, so that a line may be drawn anew
 * @param columns of the terminal
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, int columns) {
    private static final int DEFAULT_COLUMNS = 80;

    /** The launcher tells what it knows of the terminal: Java can't find it out without native code. */
    static Terminal of(PrintWriter out, PrintWriter err) {
        int columns = Integer.getInteger("fovea.columns", DEFAULT_COLUMNS);
        return new Terminal(out, err, Boolean.getBoolean("fovea.terminal"), Math.max(columns, 20));
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
