package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.fovea.keras.KerasExtras;

/** {@code fovea export}: what other programs need to use a model. */
@Command(name = "export", sortOptions = false, description = "Writes what other programs need to use a model.")
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--keras-extras", paramLabel = "FILE.py", required = true,
            description = "A Python file that defines for Keras the layers that only Fovea has: import it before load_model.")
    private Path extras = Path.of("");

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        KerasExtras.write(extras);
        terminal.result(extras.toString());
        return 0;
    }
}
