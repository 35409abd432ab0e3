package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.keras.KerasFile;
import io.fovea.keras.LoadedModel;

/** {@code fovea import}: an ONNX file as a model of ours. */
@Command(name = "import", sortOptions = false,
        description = "Reads an ONNX file, as PyTorch and others write it, and saves it as a .keras file.")
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE.onnx", description = "The file to read.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "MODEL.keras", description = "The file to write.")
    private Path out = Path.of("");

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!ModelReader.isOnnx(file)) {
            throw new UsageException("FILE.onnx must end in .onnx, but is " + file);
        }
        if (!out.toString().endsWith(".keras")) {
            throw new UsageException("MODEL.keras must end in .keras, but is " + out);
        }
        OutputFile.check(out);
        LoadedModel loaded = ModelReader.read(file, terminal);
        try (Model model = loaded.model()) {
            KerasFile.saveWithoutOptimizerState(model, out, loaded.notes());
        }
        terminal.result(out.toString());
        return 0;
    }
}
