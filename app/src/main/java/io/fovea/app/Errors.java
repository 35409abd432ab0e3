package io.fovea.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.keras.KerasFileException;
import io.fovea.onnx.OnnxFileException;
import io.fovea.tensor.ByteSize;

/** Reports on standard error, in one line, what went wrong. A stack trace goes to a file. */
final class Errors {
    /** Exit code when the command failed. */
    static final int FAILED = 1;

    /** Exit code when the command was called wrongly. */
    static final int USAGE = 2;

    /** Exit code when data can't be downloaded, since no source can be reached. */
    static final int UNAVAILABLE = 3;

    /** Exit code when the user stopped the command. */
    static final int INTERRUPTED = 130;

    private final Terminal terminal;

    Errors(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reports what picocli can't parse, with suggestions. */
    int wrongUsage(ParameterException e, String[] args) {
        String meant = e instanceof UnmatchedArgumentException u && !u.getSuggestions().isEmpty()
                ? u.getSuggestions().stream().limit(3).collect(Collectors.joining(", ", "; did you mean ", "?"))
                : "";
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        say(command, oneLine(e) + meant + " ('" + command + " --help' tells more)");
        return USAGE;
    }

    /** Reports what a command threw. */
    int failed(CommandLine command, Throwable e) {
        say(command.getCommandSpec().qualifiedName(), message(e));
        return switch (e) {
            case UsageException _ -> USAGE;
            case DataUnavailableException _ -> UNAVAILABLE;
            default -> FAILED;
        };
    }

    private void say(String command, String message) {
        terminal.say(command + ": " + message);
    }

    private static String message(Throwable e) {
        return switch (e) {
            // A data set may need several lines: the ways to get it.
            case DataException d -> String.valueOf(d.getMessage());
            case UncheckedIOException u -> message(u);
            case KerasFileException k -> oneLine(k);
            case OnnxFileException o -> oneLine(o);
            case IOException i -> reason(i);
            case Failure f -> oneLine(f);
            case UsageException u -> oneLine(u);
            case IllegalArgumentException i -> oneLine(i);
            case ArithmeticException a ->
                    "too large: a size or an amount of memory exceeds the range of whole numbers; "
                            + "take a smaller batch or smaller images";
            case OutOfMemoryError o -> "not enough memory (" + oneLine(o) + "): the heap is "
                    + ByteSize.format(Runtime.getRuntime().maxMemory())
                    + "; take smaller data or a smaller batch, or give more with FOVEA_OPTS=-Xmx2g";
            default -> unexpected(e);
        };
    }

    private static String message(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? oneLine(e) : message(cause);
    }

    /** Why a file could not be read or written. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException n -> "no such file or folder: " + n.getFile();
            case AccessDeniedException a -> "no permission to read or write " + a.getFile();
            case FileAlreadyExistsException f -> f.getFile() + " is in the way: a file of this name exists";
            case NotDirectoryException n -> n.getFile() + " is no folder";
            case FileSystemException f -> f.getFile() + ": " + oneLine(String.valueOf(f.getReason()));
            default -> "reading or writing failed: " + oneLine(e);
        };
    }

    private static String unexpected(Throwable e) {
        String what = "something went wrong that should not be possible: " + oneLine(e.toString());
        try {
            Path log = Files.createTempFile("fovea-error-", ".log");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(log))) {
                e.printStackTrace(writer);
            }
            return what + "; the details are in " + log;
        } catch (IOException notWritten) {
            return what;
        }
    }

    private static String oneLine(Throwable e) {
        return oneLine(String.valueOf(e.getMessage()));
    }

    private static String oneLine(String text) {
        return text.isBlank() || text.equals("null") ? "no reason given" : text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
