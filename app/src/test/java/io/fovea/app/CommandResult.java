package io.fovea.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/**
 * What came of a command that was typed.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandResult(int code, String out, String err) {
    /** Runs a command in this process. */
    static CommandResult fovea(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
        int code = Fovea.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new CommandResult(code, out.toString(), err.toString());
    }

    /** The lines of the standard output. */
    List<String> lines() {
        return out.lines().toList();
    }

    /** The last line of the standard output: what scripts read. */
    String last() {
        return lines().getLast();
    }
}
