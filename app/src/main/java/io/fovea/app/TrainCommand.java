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
import io.fovea.data.Dataset;
import io.fovea.data.LoadedData;
import io.fovea.keras.LoadedModel;
import io.fovea.models.CifarRecipe;
import io.fovea.models.ModelZoo;
import io.fovea.tensor.Shape;

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
        if (options.findLearningRate) {
            return findLearningRate(terminal);
        }
        String use = "fovea " + String.join(" ", command());
        // The folder first: two processes that start together must not both load their data and then meet in it.
        try (LockedRunFolder locked = options.resume
                ? LockedRunFolder.existing(options.out.orElseThrow(), use)
                : LockedRunFolder.create(options.out, options.data, use)) {
            return train(locked.folder(), terminal);
        }
    }

    private int train(RunFolder folder, Terminal terminal) throws IOException {
        Optional<Resumption> resumption = options.resume
                ? Optional.of(Resumption.of(folder, options, spec.commandLine().getParseResult()::hasMatchedOption))
                : Optional.empty();
        if (resumption.isPresent() && resumption.get().isDone(options)) {
            everything.say(resumption.get().nothingLeft());
            return 0;
        }
        if (folder.holdsRun() && !options.resume) {
            terminal.say("the run in " + folder.path() + " is replaced");
        }
        Optional<LoadedModel> given = givenModel(terminal);
        TrainingRun run = new TrainingRun(options, command(), folder, resumption, everything, terminal, interruption);
        LoadedData loaded = load(given, terminal);
        if (resumption.isPresent()) {
            resumption.get().begin(loaded, terminal);
        }
        try (Model model = model(given, loaded)) {
            List<String> classes = given.map(m -> m.notes().classNames()).orElse(List.of());
            TrainingData data = data(model, loaded, classes, terminal);
            return run.of(model, data, loaded, classes);
        }
    }

    private int findLearningRate(Terminal terminal) throws IOException {
        Optional<LoadedModel> given = givenModel(terminal);
        LoadedData loaded = load(given, terminal);
        try (Model model = model(given, loaded)) {
            List<String> classes = given.map(m -> m.notes().classNames()).orElse(List.of());
            return new LearningRateSearch(options, terminal)
                    .of(model, data(model, loaded, classes, terminal).train());
        }
    }

    /** The model file, before the data: it is read at once, while data may have to be downloaded. */
    private Optional<LoadedModel> givenModel(Terminal terminal) throws IOException {
        if (options.isNetwork()) {
            return Optional.empty();
        }
        LoadedModel given = ModelReader.readToTrain(Path.of(options.model), terminal);
        options.complete(given, terminal);
        return Optional.of(given);
    }

    private LoadedData load(Optional<LoadedModel> given, Terminal terminal) {
        LoadedData loaded = given.map(model -> options.reader.read(options.data, terminal, model.model()))
                .orElseGet(() -> options.reader.read(options.data, terminal, options.imageSize()));
        if (DataReader.isImageFolder(options.data)) {
            terminal.say("images are resized to " + TrainingData.shape(loaded.train().images())
                    + (given.isPresent() ? ", the model's input" : "; --size HxW chooses another size"));
        }
        return loaded;
    }

    private Model model(Optional<LoadedModel> given, LoadedData loaded) {
        return AugmentedModel.of(
                given.map(LoadedModel::model).orElseGet(() -> network(loaded)), AugmentList.parse(options.augment),
                loaded.train().images());
    }

    private TrainingData data(Model model, LoadedData loaded, List<String> classes, Terminal terminal) {
        TrainingData data = TrainingData.of(
                loaded, classes, options.validation, options.seed,
                other -> options.reader.read(other, terminal, model));
        if (!data.train().classNames().equals(loaded.train().classNames())) {
            terminal.say("the labels follow the model's order of the classes");
        }
        data.describe(terminal);
        return data;
    }

    private Model network(LoadedData data) {
        Optional<CifarRecipe> recipe = options.recipe();
        if (recipe.isPresent()) {
            return recipe(recipe.get(), data.train());
        }
        Shape image = data.train().images().shape();
        int classes = ClassNames.count(data.train());
        if (options.model.equals(TrainOptions.TUTORIAL)) {
            return TutorialModel.of(image, classes);
        }
        try {
            return ModelZoo.named(options.model).create(image, classes);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private static Model recipe(CifarRecipe recipe, Dataset train) {
        List<String> names = ClassNames.complete(train.classNames(), ClassNames.count(train));
        try {
            return recipe.model(new Dataset(train.inputs(), train.targets(), names));
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private List<String> command() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }
}
