package io.fovea.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.fovea.files.AtomicFile;

/**
 * Command, settings, versions and state of a run: {@code run.json} in its folder.
 *
 * @param command what the user typed after {@code fovea}
 * @param started date and time, ISO 8601
 * @param state {@code running} (or killed), {@code done}, {@code interrupted} by the user, or {@code failed}
 * @param data what it is trained on
 * @param settings how it is trained
 * @param classNames the classes in order
 * @param versions of Fovea and Java
 * @param machine what it ran on
 * @param seconds what took how long: {@code data}, {@code training}, {@code report}
 */
public record RunInfo(
        List<String> command, String started, String state, Data data, Settings settings,
        List<String> classNames, Versions versions, Host machine, Map<String, Double> seconds) {
    /**
     * The data.
     *
     * @param argument DATA as it was given, made absolute if it is a path
     * @param validation the value of {@code --validation}, made absolute if it is a path; empty: none given
     * @param source where the data came from
     * @param checksum of the data, with its kind
     * @param size the size to which images in folders were resized, as {@code 32x32}; empty: that of the model's input
     * @param skipBroken whether image files that can't be read were left out
     */
    public record Data(
            String argument, String validation, String source, String checksum, String size, boolean skipBroken) {}

    /**
     * The options of the training.
     *
     * @param model {@code tutorial}, or the file
     * @param epochs how many were asked for
     * @param batch samples of a step
     * @param optimizer its name in Keras, or {@value TrainOptions#OF_FILE}
     * @param learningRate its step size; 0: that of the model's file
     * @param schedule the value of {@code --schedule}
     * @param seed of weights, order, dropout and split
     * @param shuffle whether each epoch had an order of its own
     * @param direct whether convolutions were computed as their definition has it
     * @param threads that worked; the result does not depend on it
     * @param loss its name in Keras
     * @param metrics those beside the accuracy, by their names in Keras
     * @param classWeights {@code none} or {@code balanced}
     * @param augment the value of {@code --augment}; empty: none given
     * @param tensorboard the folder of event files; empty: none
     * @param earlyStopping epochs to wait for a better accuracy; 0: all epochs are trained
     * @param weights the file of weights with which it began; empty: none
     * @param testTime the value of {@code --tta}; empty: none given
     */
    public record Settings(
            String model, int epochs, int batch, String optimizer, double learningRate, String schedule, long seed,
            boolean shuffle,
            boolean direct, int threads, String loss, List<String> metrics, String classWeights, String augment,
            String tensorboard, int earlyStopping, String weights, String testTime) {
        /** Runs of earlier versions say nothing of the schedule and of the last seven. */
        public Settings {
            schedule = Objects.requireNonNullElse(schedule, TrainOptions.CONSTANT);
            loss = Objects.requireNonNullElse(loss, TrainObjective.DEFAULT_LOSS);
            metrics = List.copyOf(Objects.requireNonNullElse(metrics, List.of()));
            classWeights = Objects.requireNonNullElse(classWeights, TrainObjective.NONE);
            augment = Objects.requireNonNullElse(augment, "");
            tensorboard = Objects.requireNonNullElse(tensorboard, "");
            weights = Objects.requireNonNullElse(weights, "");
            testTime = Objects.requireNonNullElse(testTime, "");
        }
    }

    /**
     * The software.
     *
     * @param fovea version of Fovea
     * @param java version and vendor of Java
     */
    public record Versions(String fovea, String java) {
        static Versions here() {
            return new Versions(Machine.VERSION, Machine.java());
        }
    }

    /**
     * The machine.
     *
     * @param system operating system
     * @param processor its name
     * @param processors how many
     * @param vectors what the kernels compute with
     */
    public record Host(String system, String processor, int processors, String vectors) {
        static Host here() {
            return new Host(Machine.system(), Machine.processor(), Machine.processors(), Machine.vectors());
        }
    }

    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String INTERRUPTED = "interrupted";
    static final String FAILED = "failed";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The same in another state. */
    RunInfo with(String newState) {
        return new RunInfo(command, started, newState, data, settings, classNames, versions, machine, seconds);
    }

    /** Writes {@code run.json}. */
    void write(Path file) throws IOException {
        AtomicFile.write(file, JSON.writeValueAsString(this) + "\n");
    }

    /**
     * Reads {@code run.json}.
     *
     * @throws Failure when it is none
     */
    static RunInfo read(Path file) throws IOException {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            if (tree.path("data") instanceof ObjectNode data && !data.has("size")) {
                data.put("size", "").put("skipBroken", false); // a run of an older version
            }
            if (tree.path("settings") instanceof ObjectNode settings && !settings.has("earlyStopping")) {
                settings.put("earlyStopping", 0); // a run of an older version
            }
            if (tree.path("settings") instanceof ObjectNode settings && !settings.has("weights")) {
                settings.put("weights", ""); // a run of an older version
            }
            if (tree.path("settings") instanceof ObjectNode settings && !settings.has("testTime")) {
                settings.put("testTime", ""); // a run of an older version
            }
            return JSON.treeToValue(tree, RunInfo.class);
        } catch (JacksonException e) {
            throw new Failure(file + " can't be read as the description of a run: " + e.getOriginalMessage());
        }
    }

    /**
     * What the model file keeps of it: what the weights depend on, so that equal trainings give equal files, wherever the data
     * came from.
     */
    Map<String, String> origin() {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("data", name(data.argument()));
        origin.put("data checksum", data.checksum());
        origin.put("model", name(settings.model()));
        origin.put("epochs", Integer.toString(settings.epochs()));
        origin.put("batch", Integer.toString(settings.batch()));
        origin.put("optimizer", settings.optimizer());
        if (settings.learningRate() > 0) {
            origin.put("learning rate", Double.toString(settings.learningRate()));
        }
        if (!settings.schedule().equals(TrainOptions.CONSTANT)) {
            origin.put("schedule", settings.schedule());
        }
        if (!settings.weights().isEmpty()) {
            origin.put("weights", name(settings.weights()));
        }
        origin.put("shuffled", settings.shuffle() ? "yes" : "no");
        origin.put("convolutions", settings.direct() ? "direct" : "fastest");
        if (!settings.augment().isEmpty()) {
            origin.put("augmentation", settings.augment());
        }
        origin.put("seed", Long.toString(settings.seed()));
        origin.put("fovea", versions.fovea());
        return origin;
    }

    /** Model and data: {@code tutorial on cifar10}. */
    String title() {
        return name(settings.model()) + " on " + name(data.argument());
    }

    private static String name(String dataOrModel) {
        return dataOrModel.substring(dataOrModel.lastIndexOf(File.separatorChar) + 1);
    }

    /** What the report shows of it. */
    Map<String, String> provenance() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("command", "fovea " + String.join(" ", command));
        all.put("started", started + ", " + state);
        all.put("data source", data.source());
        all.putAll(origin());
        if (!settings.testTime().isEmpty()) {
            all.put("test-time augmentation", settings.testTime());
        }
        all.put("java", versions.java());
        all.put("system", machine.system());
        all.put("processor", machine.processor() + ", " + settings.threads() + " of " + machine.processors()
                + " threads, " + machine.vectors());
        seconds.forEach((what, time) -> all.put("seconds of " + what, Double.toString(time)));
        return all;
    }
}
