package io.fovea.app;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.LoadedData;
import io.fovea.data.Samples;

/**
 * Data in their roles.
 *
 * @param train to learn from
 * @param validation what is evaluated after each epoch
 * @param test what the confusion matrix and the report are made of
 * @param testName which part that is, in words
 * @param bytes of memory that all of it takes
 */
record TrainingData(Dataset train, Optional<Dataset> validation, Dataset test, String testName, long bytes) {
    /**
     * Gives data their roles: validated by what the user says, else by the data's own test part; tested by that part, else
     * by the validation data, else by the training data.
     *
     * @param validation the value of {@code --validation}: a share, DATA, or empty
     * @param seed of the draw of a share
     * @param read reads DATA
     */
    static TrainingData of(LoadedData data, String validation, long seed, Function<String, LoadedData> read) {
        Dataset train = data.train();
        Optional<Dataset> validated = data.test();
        long bytes = bytes(train) + data.test().map(TrainingData::bytes).orElse(0L);
        OptionalDouble share = share(validation);
        if (share.isPresent()) {
            ValidationSplit split = ValidationSplit.of(train, share.getAsDouble(), seed);
            train = split.train();
            validated = Optional.of(split.validation());
        } else if (!validation.isEmpty()) {
            LoadedData other = read.apply(validation);
            Dataset part = ClassNames.follow(other.test().orElse(other.train()), train.classNames());
            bytes += bytes(part);
            validated = Optional.of(part);
        }
        Dataset test = data.test().orElse(validated.orElse(train));
        String name = data.test().isPresent() ? "test" : validated.isPresent() ? "validation" : "training";
        return new TrainingData(train, validated, test, name, bytes);
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
            describe(terminal, testName.equals("validation") ? "val" : "test", test);
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
