package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.keras.LoadedModel;
import io.fovea.onnx.ExportOptions;
import io.fovea.onnx.OnnxFile;

/** {@code fovea export}: a model as an ONNX file. */
@Command(name = "export", sortOptions = false,
        description = "Writes a model as an ONNX file, for ONNX Runtime and other frameworks. Images go in as [n, h, w, c].")
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras or .onnx file or the folder of a run.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE.onnx", description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--fold-batch-norm",
            description = "Fold each batch normalization into the weights of the layer before it.")
    private boolean fold;

    @Option(names = "--opset", paramLabel = "N",
            description = "The version of ONNX's operators, 17 to 22 (default: ${DEFAULT-VALUE}).")
    private int opset = ExportOptions.DEFAULT_OPSET;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Ranges.check("--opset", opset, ExportOptions.OLDEST_OPSET, ExportOptions.NEWEST_OPSET);
        if (!ModelReader.isOnnx(out)) {
            throw new UsageException("FILE.onnx must end in .onnx, but is " + out);
        }
        OutputFile.check(out);
        LoadedModel loaded = ModelReader.read(file, terminal);
        try (Model model = loaded.model()) {
            OnnxFile.save(model, out, ExportOptions.defaults().foldBatchNormalization(fold).opset(opset)
                    .metadata(OnnxModels.metadata(loaded.notes())));
        }
        terminal.result(out.toString());
        return 0;
    }
}
