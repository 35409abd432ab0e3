package io.fovea.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.LoadedData;
import io.fovea.data.Samples;
import io.fovea.report.DataPart;

/**
 * Data in their roles.
 *
 * @param train what the weights are trained on
 * @param validation what is evaluated after each epoch
 * @param test what the confusion matrix and the report are made of
 * @param testPart which part of the data that is
 * @param bytes of memory that all of it takes
 */
record TrainingData(Dataset train, Optional<Dataset> validation, Dataset test, DataPart testPart, long bytes) {
    /**
     * Assigns the roles. Validation is what the user says, else the data's own test part; the report is about that part, else
     * about the validation data, else about the training data.
     *
     * @param modelClasses the class names of the model that is trained, in its order; empty: it takes those of the data
     * @param validation the value of {@code --validation}: a share, DATA, or empty
     * @param seed of the draw of a share
     * @param read reads DATA
     */
    static TrainingData of(
            LoadedData data, List<String> modelClasses, String validation, long seed,
            Function<String, LoadedData> read) {
        Dataset train = ClassNames.mapAll(data.train(), modelClasses);
        Optional<Dataset> tested = data.test().map(test -> ClassNames.map(test, modelClasses));
        Optional<Dataset> validated = tested;
        long bytes = bytes(train) + data.test().map(TrainingData::bytes).orElse(0L);
        OptionalDouble share = share(validation);
        if (share.isPresent()) {
            ValidationSplit split = ValidationSplit.of(train, share.getAsDouble(), seed);
            train = split.train();
            validated = Optional.of(split.validation());
        } else if (!validation.isEmpty()) {
            LoadedData other = read.apply(validation);
            Dataset part = ClassNames.map(other.test().orElse(other.train()), train.classNames());
            bytes += bytes(part);
            validated = Optional.of(part);
        }
        Dataset test = tested.orElse(validated.orElse(train));
        DataPart part = tested.isPresent()
                ? DataPart.TEST
                : validated.isPresent() ? DataPart.VALIDATION : DataPart.TRAINING;
        return new TrainingData(train, validated, test, part, bytes);
    }

    /** The value of {@code --validation} if it is a share. */
    static OptionalDouble share(String validation) {
        try {
            return OptionalDouble.of(Double.parseDouble(validation));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static long bytes(Dataset data) {
        Samples images = data.images();
        long values = (long) images.size() * images.shape().size();
        return values * (images instanceof ByteSamples ? 1 : Float.BYTES) + (long) data.size() * Integer.BYTES;
    }

    /** Says the shapes and classes of all parts. */
    void describe(Terminal terminal) {
        describe(terminal, "train", train);
        if (validation.isPresent() && validation.get() != test) {
            describe(terminal, "val", validation.get());
        }
        if (test != train) {
            describe(terminal, testPart == DataPart.VALIDATION ? "val" : "test", test);
        }
        if (!train.classNames().isEmpty()) {
            terminal.say("classes: " + String.join(", ", train.classNames()));
        }
    }

    private static void describe(Terminal terminal, String part, Dataset data) {
        terminal.say("x_" + part + " " + shape(data.images()));
        terminal.say("y_" + part + " " + shape(data.labels()));
    }

    /** The shape of all samples as numpy has it: {@code [50000, 32, 32, 3]}. */
    static String shape(Samples samples) {
        return "[" + samples.size() + ", " + samples.shape().toString().substring(1);
    }
}
