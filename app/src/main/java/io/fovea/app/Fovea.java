package io.fovea.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code fovea} command. Exit codes: 0 done, 1 failed with one clear line, 2 wrong usage. */
@Command(name = "fovea", mixinStandardHelpOptions = true, version = "fovea 0.1.0",
        description = "Trains, explains and serves convolutional image classifiers.",
        synopsisSubcommandLabel = "COMMAND")
public final class Fovea {
    private Fovea() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args what the user typed
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Fovea()).execute(args));
    }
}
