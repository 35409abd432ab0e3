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
import io.fovea.keras.LoadedModel;

/** {@code fovea predict}: what a model takes images for. */
@Command(name = "predict", sortOptions = false,
        description = "Says what a model takes images for.")
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras file or the folder of a run.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT",
            description = "Images and folders of them, which are resized and scaled as the model was trained, or .npy "
                    + "files of shape [n, h, w, c], already scaled. A model with several inputs takes one .npy each, in "
                    + "its order.")
    private List<Path> inputs = List.of();

    @Option(names = "--top", paramLabel = "N", description = "How many classes to name (default: ${DEFAULT-VALUE}).")
    private int top = 3;

    @Option(names = "--format", paramLabel = "text|json|csv|npy",
            description = "How to say it; npy holds what the model gives, unchanged (default: ${DEFAULT-VALUE}).")
    private String format = "text";

    @Option(names = "--out", paramLabel = "FILE",
            description = "Where to write it (default: standard output). Several outputs of a model go to NAME_0.npy, "
                    + "NAME_1.npy for NAME.npy.")
    private Optional<Path> out = Optional.empty();

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
        if (chosen == PredictionFormat.NPY && out.isEmpty()) {
            throw new UsageException("--format npy needs --out FILE.npy");
        }
        out.ifPresent(WholeFile::check);
        LoadedModel loaded = ModelReader.read(file);
        try (Model model = loaded.model()) {
            model.threads(threads.count());
            Predictions predictions = Predictions.of(model, loaded.notes().classNames(), inputs);
            if (chosen == PredictionFormat.NPY) {
                predictions.writeNpy(out.orElseThrow());
            } else if (out.isPresent()) {
                WholeFile.write(out.get(), chosen.text(predictions.ranked(top)));
            } else {
                terminal.out().print(chosen.text(predictions.ranked(top)));
                terminal.out().flush();
            }
            out.ifPresent(path -> terminal.say(predictions.size() + " samples: " + path));
        }
        return 0;
    }
}
