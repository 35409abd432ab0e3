package io.fovea.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code fovea} command. Exit codes: 0 done, 1 failed with one clear line, 2 wrong usage, 3 no network, 130 interrupted.
 *
 * <p>Example: {@code fovea train cifar10 --epochs 3}
 */
@Command(name = "fovea", version = "fovea " + Machine.VERSION,
        description = "Trains, explains and serves convolutional image classifiers.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done",
            "  1:failed, with one line that says why",
            "  2:wrong usage",
            "  3:data can't be downloaded, since no source can be reached",
            "130:interrupted by Ctrl-C"},
        footer = {
            "",
            "DATA is cifar10, the path of a CIFAR-10 archive or folder, a folder with one folder of images per "
                    + "class, or an .npz file with x_train, y_train and perhaps x_test, y_test.",
            "MODEL is a .keras, .h5 or .onnx file or the folder of a run.",
            "'fovea COMMAND --help' tells more."})
public final class Fovea implements Runnable {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;

    private static final int MIN_HELP_WIDTH = 55;
    private static final int MAX_HELP_WIDTH = 100;

    private Fovea() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args what the user typed
     */
    public static void main(String[] args) {
        System.exit(run(writer(System.out), writer(System.err), args));
    }

    /** Terminals are in UTF-8 even where the locale, as in most containers, is the plain C one. */
    private static PrintWriter writer(PrintStream stream) {
        Charset charset = stream.charset();
        return new PrintWriter(
                stream, true, charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset);
    }

    /**
     * Runs the command.
     *
     * @param out where results go
     * @param err where all else goes
     * @param args what the user typed
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Terminal terminal = Terminal.of(out, err);
        try (Interruption interruption = new Interruption(terminal)) {
            return run(terminal, interruption, args);
        }
    }

    private static int run(Terminal terminal, Interruption interruption, String... args) {
        CommandLine command = new CommandLine(new Fovea());
        for (Object word : List.of(
                new TrainCommand(terminal, interruption), new EvaluateCommand(terminal), new PredictCommand(terminal),
                new SummaryCommand(terminal), new DataCommand(terminal), new ReportCommand(terminal),
                new ExportCommand(terminal), new ImportCommand(terminal),
                new FiltersCommand(terminal), new ActivationsCommand(terminal),
                new BenchCommand(terminal), new DoctorCommand(terminal), new RecordClassesCommand(terminal))) {
            command.addSubcommand(word);
        }
        command.setOut(terminal.out());
        command.setErr(terminal.err());
        Errors errors = new Errors(terminal);
        command.setParameterExceptionHandler(errors::wrongUsage);
        command.setExecutionExceptionHandler((e, word, parsed) -> errors.failed(word, e));
        command.setUsageHelpWidth(Math.clamp(terminal.columns(), MIN_HELP_WIDTH, MAX_HELP_WIDTH));
        command.setExecutionStrategy(Fovea::execute);
        try {
            return command.execute(args);
        } catch (Error e) {
            return errors.failed(command, e);
        }
    }

    /** A wrong command is wrong usage even where --help is asked for. */
    private static int execute(ParseResult parsed) {
        if (!parsed.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new UsageException("the command is missing, for example: fovea train cifar10");
    }
}
