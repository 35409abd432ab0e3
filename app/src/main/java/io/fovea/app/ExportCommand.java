package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.keras.KerasExtras;
import io.fovea.keras.LoadedModel;
import io.fovea.keras.Weights;
import io.fovea.onnx.ExportOptions;
import io.fovea.onnx.OnnxFile;

/** {@code fovea export}: a model or its weights for other programs. */
@Command(name = "export", sortOptions = false,
        description = "Writes a model as an ONNX file, for ONNX Runtime and other frameworks (images go in as [n, h, w, c]), or its "
                + "weights alone as .weights.h5, .npz or .safetensors; or the Python file that defines for Keras the layers that only "
                + "Fovea has.")
final class ExportCommand implements Callable<Integer> {
    private static final List<String> ENDINGS = List.of(".weights.h5", ".npz", ".safetensors");

    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL",
            description = "A .keras, .h5 or .onnx file or the folder of a run.")
    private Optional<Path> file = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE",
            description = "The file to write; its name ends in .onnx, .weights.h5, .npz or .safetensors.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--fold-batch-norm",
            description = "Fold each batch normalization into the weights of the layer before it.")
    private boolean fold;

    @Option(names = "--opset", paramLabel = "N",
            description = "The version of ONNX's operators, 17 to 22 (default: ${DEFAULT-VALUE}).")
    private int opset = ExportOptions.DEFAULT_OPSET;

    @Option(names = "--keras-extras", paramLabel = "FILE.py",
            description = "Write a Python file with the layers that only Fovea has: import it before Keras loads a model with them.")
    private Optional<Path> extras = Optional.empty();

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Ranges.check("--opset", opset, ExportOptions.OLDEST_OPSET, ExportOptions.NEWEST_OPSET);
        if (out.isEmpty() && (file.isPresent() || extras.isEmpty())) {
            throw new UsageException("give MODEL and the FILE to write, or --keras-extras FILE.py");
        }
        if (extras.isPresent()) {
            KerasExtras.write(extras.get());
            terminal.result(extras.get().toString());
        }
        if (file.isPresent() && out.isPresent()) {
            export(file.get(), out.get());
            terminal.result(out.get().toString());
        }
        return 0;
    }

    private void export(Path from, Path to) throws IOException {
        boolean onnx = ModelReader.isOnnx(to);
        if (!onnx && ENDINGS.stream().noneMatch(to.toString()::endsWith)) {
            throw new UsageException(
                    "FILE must end in .onnx, " + String.join(", ", ENDINGS) + ", but is " + to);
        }
        OutputFile.check(to);
        LoadedModel loaded = ModelReader.read(from, terminal);
        try (Model model = loaded.model()) {
            if (onnx) {
                OnnxFile.save(model, to, ExportOptions.defaults().foldBatchNormalization(fold).opset(opset)
                        .metadata(OnnxModels.metadata(loaded.notes())));
            } else {
                Weights.save(model, to);
            }
        }
    }
}
