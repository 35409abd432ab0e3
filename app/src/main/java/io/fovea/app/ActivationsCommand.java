package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.fovea.report.ActivationPage;

/** {@code fovea activations}: the curves of all activation functions. */
@Command(name = "activations", sortOptions = false,
        description = "Draws every activation function and its gradient, as Fovea computes them, on one page and as one picture.")
final class ActivationsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--out", paramLabel = "DIR",
            description = "The folder of activations.html and activations.png (default: here).")
    private Path out = Path.of("");

    ActivationsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out.toAbsolutePath());
        Path page = out.resolve("activations.html");
        Path sheet = out.resolve("activations.png");
        ActivationPage.write(page, sheet);
        terminal.result(page.toString());
        terminal.result(sheet.toString());
        return 0;
    }
}
