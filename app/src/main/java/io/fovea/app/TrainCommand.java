package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.fovea.Model;
import io.fovea.data.LoadedData;
import io.fovea.keras.LoadedModel;

/** {@code fovea train}: from data to a folder with the model, its history and a report. */
@Command(name = "train", sortOptions = false,
        description = "Trains a model and writes it, its history and a report into the folder of a run.")
final class TrainCommand implements Callable<Integer> {
    private final Terminal everything;
    private final Interruption interruption;

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TrainCommand(Terminal terminal, Interruption interruption) {
        everything = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        Terminal terminal = options.quiet ? everything.quiet() : everything;
        Optional<Resumption> resumption = options.resume
                ? Optional.of(Resumption.of(options, spec.commandLine().getParseResult()::hasMatchedOption))
                : Optional.empty();
        if (resumption.isPresent() && resumption.get().isDone(options)) {
            everything.say(resumption.get().nothingLeft());
            return 0;
        }
        // The model file first: it is read at once, while data may have to be downloaded.
        Optional<Model> given = options.isTutorial()
                ? Optional.empty()
                : Optional.of(ModelReader.read(Path.of(options.model))).map(LoadedModel::model);
        RunFolder folder = RunFolder.fresh(options.out.orElseGet(() -> RunFolder.free(options.data)));
        if (folder.holdsRun() && !options.resume) {
            terminal.say("the run in " + folder.path() + " is replaced");
        }
        TrainingRun run = new TrainingRun(options, command(), folder, resumption, everything, terminal, interruption);
        LoadedData loaded = given.map(model -> options.reader.read(options.data, terminal, model))
                .orElseGet(() -> options.reader.read(options.data, terminal));
        if (resumption.isPresent()) {
            resumption.get().begin(loaded, terminal);
        }
        try (Model model = given.orElseGet(() -> tutorial(loaded))) {
            TrainingData data = TrainingData.of(
                    loaded, options.validation, options.seed, other -> options.reader.read(other, terminal, model));
            data.describe(terminal);
            return run.of(model, data, loaded);
        }
    }

    private static Model tutorial(LoadedData data) {
        return TutorialModel.of(data.train().images().shape(), ClassNames.count(data.train()));
    }

    private List<String> command() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }
}
