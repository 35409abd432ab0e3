package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.data.ImageOptions;
import io.fovea.files.AtomicFile;
import io.fovea.keras.LoadedModel;

/** {@code fovea predict}: the classes that a model predicts. */
@Command(name = "predict", sortOptions = false,
        description = "Predicts the classes of images.")
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras, .h5 or .onnx file or the folder of a run.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT",
            description = "Images, or folders, whose subfolders are searched too; images are resized and scaled as the model "
                    + "was trained. Or .npy files of shape [n, h, w, c], already scaled. A model with several inputs "
                    + "takes one .npy for each, in its order.")
    private List<Path> inputs = List.of();

    @Option(names = "--top", paramLabel = "N", description = "How many classes to name (default: ${DEFAULT-VALUE}).")
    private int top = 3;

    @Option(names = "--format", paramLabel = "text|json|csv|npy",
            description = "Format of the output; npy holds the numbers of the model, unchanged (default: ${DEFAULT-VALUE}).")
    private String format = "text";

    @Option(names = "--out", paramLabel = "FILE",
            description = "Where to write it (default: standard output). Several outputs of a model go to NAME_0.npy, "
                    + "NAME_1.npy for NAME.npy.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--skip-broken",
            description = "Leave out image files that can't be read, and list them; else they are an error.")
    private boolean skipBroken;

    @Mixin
    private TestTimeOption testTime = new TestTimeOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        PredictionFormat chosen = PredictionFormat.named(format);
        Ranges.check("--top", top, 1, Integer.MAX_VALUE);
        threads.check();
        testTime.check();
        if (chosen == PredictionFormat.NPY && out.isEmpty()) {
            throw new UsageException("--format npy needs --out FILE.npy");
        }
        out.ifPresent(OutputFile::check);
        LoadedModel loaded = ModelReader.read(file, terminal);
        try (Model model = loaded.model()) {
            model.threads(threads.count());
            Predictions predictions = Predictions.of(
                    model, loaded.notes().classNames(), inputs, testTime.views(),
                    skipBroken ? ImageOptions.defaults().skipBroken(terminal::say) : ImageOptions.defaults());
            if (chosen == PredictionFormat.NPY) {
                predictions.writeNpy(out.orElseThrow());
            } else if (out.isPresent()) {
                AtomicFile.write(out.get(), chosen.text(predictions.ranked(top)));
            } else {
                terminal.out().print(chosen.text(predictions.ranked(top)));
                terminal.out().flush();
            }
            out.ifPresent(path -> terminal.say(predictions.size() + " samples: " + path));
        }
        return 0;
    }
}
