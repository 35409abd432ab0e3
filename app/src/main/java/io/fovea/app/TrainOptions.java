package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.data.LoadedData;
import io.fovea.keras.LoadedModel;
import io.fovea.keras.Weights;
import io.fovea.models.CifarRecipe;
import io.fovea.models.ModelZoo;
import io.fovea.optimizers.Optimizer;
import io.fovea.training.Checkpoints;

/** The options of a training. */
final class TrainOptions {
    /** Stands for the loss or the optimizer that the model's file was compiled with. */
    static final String OF_FILE = "of the model file";

    /** The same of a recipe. */
    static final String OF_RECIPE = "of the recipe";

    static final String TUTORIAL = "tutorial";
    static final String CONSTANT = "constant";

    @Parameters(paramLabel = "DATA",
            description = "cifar10, a CIFAR-10 archive or folder, a folder with one folder of images per class, or an "
                    + ".npz with x_train, y_train and perhaps x_test, y_test.")
    String data = "";

    @Option(names = "--model", paramLabel = "NAME|MODEL",
            description = "A network by its name: tutorial, lenet5, vgg_small, resnet20, resnet56, resnet18, mobilenet_v2, "
                    + "densenet_bc, efficientnet_b0. Or a recipe for CIFAR-10, which brings optimizer, schedule, loss, augmentation and "
                    + "--tta with it: fast94 (94 % in minutes), strong and best (wider, and longer). Or a model whose training "
                    + "continues from its weights (default: ${DEFAULT-VALUE}).")
    String model = TUTORIAL;

    @Option(names = "--weights", paramLabel = "FILE",
            description = "Begin with the weights of a .weights.h5, .npz or .safetensors file, which must have the model's shapes.")
    Optional<Path> weights = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N",
            description = "Passes over the training data (default: 10; the recipe's own for a recipe).")
    Optional<Integer> epochs = Optional.empty();

    @Option(names = "--batch", paramLabel = "N",
            description = "Samples of a step (default: 10; the recipe's own for a recipe).")
    Optional<Integer> batch = Optional.empty();

    @Option(names = "--optimizer", paramLabel = "NAME",
            description = "Optimizer by its name in Keras: adadelta, adafactor, adagrad, adam, adamax, adamw, ftrl, lamb, lion, "
                    + "muon, nadam, rmsprop, schedule_free_adam_w, sgd (default: that of the model's file, with its state; else adam).")
    String optimizer = "";

    @Option(names = "--learning-rate", paramLabel = "X",
            description = "Step size (default: the optimizer's, 0.001 for adam, 0.01 for sgd; that of a file may be a schedule).")
    Optional<Double> learningRate = Optional.empty();

    @Option(names = "--schedule", paramLabel = "TERM",
            description = "How the learning rate changes, for example cosine,warmup:1. Terms: " + ScheduleTerm.HELP
                    + " (default: ${DEFAULT-VALUE}).")
    String schedule = CONSTANT;

    @Option(names = "--find-learning-rate",
            description = "Do not train, but try 200 learning rates from 1e-6 to 10, one a step, and draw the loss over them into "
                    + "learning-rate.html and learning-rate.png in --out (default: here).")
    boolean findLearningRate;

    @Option(names = "--early-stopping", paramLabel = "N",
            description = "Stop after N epochs without a better accuracy, on the validation data if there are any, and keep the "
                    + "weights of the best epoch (default: all epochs are trained).")
    Optional<Integer> earlyStopping = Optional.empty();

    @Option(names = "--loss", paramLabel = "NAME",
            description = "Loss by its name in Keras, as categorical_focal_crossentropy (default: that of the model's file, with its metrics; else "
                    + TrainObjective.DEFAULT_LOSS + ").")
    String loss = "";

    @Option(names = "--metrics", paramLabel = "NAME", split = ",",
            description = "Metrics beside the accuracy by their names in Keras, as sparse_top_k_categorical_accuracy; several "
                    + "with commas (default: none).")
    List<String> metrics = new ArrayList<>();

    @Option(names = "--class-weights", paramLabel = "none|balanced",
            description = "balanced: all classes count alike in the loss, however rare they are (default: "
                    + "${DEFAULT-VALUE}).")
    String classWeights = TrainObjective.NONE;

    @Option(names = "--validation", paramLabel = "FRACTION|DATA",
            description = "A share of the training data to hold out, as 0.2, or other data "
                    + "(default: the test part of DATA, if it has one).")
    String validation = "";

    @Option(names = "--size", paramLabel = "HxW",
            description = "Size to which images in folders are resized, for a network by its name (default: 32x32). A model "
                    + "file has an input size of its own.")
    Optional<String> size = Optional.empty();

    @Option(names = "--augment", paramLabel = "LIST",
            description = "Change the training images at random, for example flip,crop:4,rotate:0.1. Names: "
                    + AugmentList.HELP + ".")
    String augment = "";

    @Mixin
    TestTimeOption testTime = new TestTimeOption();

    @Option(names = "--no-shuffle", description = "Keep the order of the samples in every epoch.")
    boolean noShuffle;

    @Option(names = "--seed", paramLabel = "N",
            description = "Seed of initial weights, order and dropout: the same seed gives the same model (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--direct",
            description = "Compute convolutions directly, by their definition, instead of the fastest way.")
    boolean direct;

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Option(names = "--out", paramLabel = "DIR",
            description = "The run's folder (default: runs/DATA-DATE-TIME). The files of a run that is there are replaced.")
    Optional<Path> out = Optional.empty();

    @Mixin
    DataReader reader = new DataReader();

    @Option(names = "--resume",
            description = "Continue the run in --out where it stopped, with its options, which need not be given again; "
                    + "--epochs may be larger than before. The result is that of a run that was never stopped.")
    boolean resume;

    @Option(names = "--checkpoint", paramLabel = "SECONDS",
            description = "Interval of checkpoints: what is lost at most when the training is killed (default: ${DEFAULT-VALUE}).")
    double checkpoint = 60;

    @Option(names = "--tensorboard", paramLabel = "DIR",
            description = "Write event files there as well, for 'tensorboard --logdir DIR': loss, metrics, histograms of weights, "
                    + "filters.")
    Optional<Path> tensorboard = Optional.empty();

    @Option(names = "--quiet", description = "Print the last line only.")
    boolean quiet;

    /**
     * Refuses values that are out of range, before any work.
     *
     * @throws UsageException then
     */
    void check() {
        epochs.ifPresent(count -> Ranges.check("--epochs", count, 1, Integer.MAX_VALUE));
        batch.ifPresent(size -> Ranges.check("--batch", size, 1, Integer.MAX_VALUE));
        threads.check();
        learningRate.ifPresent(rate -> Ranges.checkPositive("--learning-rate", rate));
        TrainingData.share(validation).ifPresent(share -> Ranges.checkFraction("--validation", share));
        if (!(checkpoint >= 0) || Double.isInfinite(checkpoint)) {
            throw new UsageException("--checkpoint is a number of seconds, 0 or more, but got " + checkpoint);
        }
        AugmentList.parse(augment);
        testTime.check();
        size.ifPresent(ImageSize::parse);
        if (size.isPresent() && !isNetwork()) {
            throw new UsageException("--size is for a network by its name; " + model + " has an input size of its own");
        }
        if (resume && out.isEmpty()) {
            throw new UsageException("--resume needs --out: the folder of the run to go on with");
        }
        if (recipe().isPresent()) {
            completeByRecipe();
        } else if (isNetwork()) {
            complete();
        }
        TrainObjective.check(this);
        if (!optimizer.isEmpty() && recipe().isEmpty()) {
            OptimizerNames.of(optimizer);
        }
        ScheduleTerm.parse(schedule);
        if (findLearningRate && (resume || learningRate.isPresent() || !schedule.equals(CONSTANT))) {
            throw new UsageException(
                    "--find-learning-rate tries learning rates of its own: leave out --resume, --learning-rate, --schedule");
        }
        if (weights.isPresent() && !Files.isRegularFile(weights.get())) {
            throw new Failure("there is no file of weights " + weights.get());
        }
        earlyStopping.ifPresent(epochsToWait -> Ranges.check("--early-stopping", epochsToWait, 1, Integer.MAX_VALUE));
        if (!isNetwork() && !model.endsWith(".keras") && !model.endsWith(".h5") && !model.endsWith(".onnx")
                && !Path.of(model).toFile().isDirectory()) {
            throw new UsageException(
                    "--model is one of " + String.join(", ", names())
                            + ", a .keras, .h5 or .onnx file or the folder of a run, but got '" + model + "'");
        }
    }

    /** The size to which images in folders are resized for a network by its name. */
    ImageSize imageSize() {
        return size.map(ImageSize::parse).orElse(ImageSize.DEFAULT);
    }

    /** Gives a model its threads, its way of convolution and the weights that it begins with. */
    void prepare(Model model, Terminal terminal) throws IOException {
        model.threads(threads.count());
        model.directConvolutions(direct);
        if (isNetwork()) {
            model.initialize(seed);
        }
        if (weights.isPresent()) {
            Weights.load(model, weights.get())
                    .forEach(warning -> terminal.say("warning: " + weights.get() + ": " + warning));
        }
    }

    /** Whether the model is a network by its name, whose weights are new. */
    boolean isNetwork() {
        return names().contains(model);
    }

    /** The names of networks, with those of recipes. */
    static List<String> names() {
        return Stream.concat(ModelZoo.names().stream(), CifarRecipe.ALL.stream().map(CifarRecipe::name)).toList();
    }

    /** The recipe that is the model, with the epochs and the batch that were asked for. */
    Optional<CifarRecipe> recipe() {
        return CifarRecipe.byName(model).map(recipe -> recipe
                .epochs(epochs.orElse(recipe.epochs()))
                .batch(batch.orElse(recipe.batch())));
    }

    /** Passes over the training data. */
    int epochs() {
        return recipe().map(CifarRecipe::epochs).orElse(epochs.orElse(10));
    }

    /** Samples of a step. */
    int batch() {
        return recipe().map(CifarRecipe::batch).orElse(batch.orElse(10));
    }

    /**
     * A recipe is a whole: it takes what it brings from nobody else.
     *
     * @throws UsageException when another is given
     */
    private void completeByRecipe() {
        if (findLearningRate || learningRate.isPresent() || !schedule.equals(CONSTANT) || !augment.isEmpty()
                || !(optimizer.isEmpty() || optimizer.equals(OF_RECIPE))
                || !(loss.isEmpty() || loss.equals(OF_RECIPE))) {
            throw new UsageException(
                    "the recipe " + model
                            + " brings its optimizer, learning rates, schedule, loss and augmentation: leave out "
                            + "--optimizer, --learning-rate, --find-learning-rate, --schedule, --loss and --augment");
        }
        optimizer = OF_RECIPE;
        loss = OF_RECIPE;
        testTime.value = testTime.value.isEmpty() ? TestTimeOption.FULL : testTime.value;
    }

    /** Fills in what isn't given, and isn't the file's. */
    private void complete() {
        optimizer = optimizer.isEmpty() ? "adam" : optimizer;
        loss = loss.isEmpty() ? TrainObjective.DEFAULT_LOSS : loss;
    }

    /** Takes what isn't given from a file's model, where that is compiled. */
    void complete(LoadedModel file, Terminal terminal) {
        if (file.model().optimizer().isEmpty() || file.model().outputs().size() > 1) {
            file.notCompiled().ifPresent(reason -> terminal.say(
                    "loss and optimizer of the file are not taken, because " + reason));
            complete();
            return;
        }
        List<String> taken = new ArrayList<>();
        if (loss.isEmpty()) {
            loss = OF_FILE;
            taken.add("loss " + file.model().losses().getFirst().name());
        }
        if (optimizer.isEmpty()) {
            optimizer = OF_FILE;
            taken.add("optimizer " + file.model().optimizer().get().getClass().getSimpleName() + " after "
                    + file.model().optimizerState().steps() + " steps");
        }
        if (!taken.isEmpty()) {
            terminal.say("from the model's file: " + String.join(", ", taken));
        }
    }

    /** Whether the optimizer is that of the model's file, with its state. */
    boolean takesOptimizerOfFile() {
        return optimizer.equals(OF_FILE);
    }

    /** The optimizer with its learning rate and schedule for so many training samples. */
    Optimizer optimizer(Model model, int samples) {
        Optional<CifarRecipe> recipe = recipe();
        if (recipe.isPresent()) {
            return recipe.get().optimizer(samples);
        }
        Optimizer chosen = optimizer(model);
        int batches = Math.ceilDiv(samples, Math.min(batch(), samples));
        return schedule.equals(CONSTANT)
                ? chosen
                : chosen.schedule(ScheduleTerm.parse(schedule).of(chosen.learningRate(), batches, epochs()));
    }

    /** The optimizer with its learning rate, without the schedule. */
    Optimizer optimizer(Model model) {
        Optimizer chosen = takesOptimizerOfFile() ? model.optimizer().orElseThrow() : OptimizerNames.of(optimizer);
        return learningRate.map(chosen::learningRate).orElse(chosen);
    }

    /** The learning rate that is known before the model is; 0: the one of its file. */
    private double knownRate() {
        return learningRate.orElseGet(() -> optimizer.isEmpty() || takesOptimizerOfFile() || recipe().isPresent()
                ? 0
                : OptimizerNames.of(optimizer).learningRate());
    }

    /** The folder and interval of the checkpoints. */
    Checkpoints checkpoints(RunFolder folder, LoadedData data) throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder.checkpoints())
                .every(Duration.ofNanos((long) (checkpoint * 1e9)))
                .about("data checksum", data.checksum())
                .about("model file", isNetwork() ? model : ModelReader.checksum(Path.of(model)));
        if (weights.isPresent()) {
            checkpoints = checkpoints.about("weights file", ModelReader.checksum(weights.get()));
        }
        Checkpoints all = augment.isEmpty() ? checkpoints : checkpoints.about("augmentation", augment);
        return resume ? all.resume() : all;
    }

    /** The options as the run folder keeps them. */
    RunInfo.Settings settings() {
        return new RunInfo.Settings(
                isNetwork() ? model : DataReader.absolute(model), epochs(), batch(), optimizer,
                knownRate(), schedule, seed, !noShuffle, direct, threads.count(), loss, metrics, classWeights,
                augment, tensorboard.map(dir -> dir.toAbsolutePath().normalize().toString()).orElse(""),
                earlyStopping.orElse(0), weights.map(file -> file.toAbsolutePath().normalize().toString()).orElse(""),
                testTime.value);
    }
}
