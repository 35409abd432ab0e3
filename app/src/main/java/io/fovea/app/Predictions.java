package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fovea.Model;
import io.fovea.TestTimeAugmentation;
import io.fovea.data.ImageOptions;
import io.fovea.data.Npy;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** The outputs of a model for samples. */
final class Predictions {
    /**
     * A class with its probability.
     *
     * @param label the class's name, or its index where the model knows no names
     * @param index of the class
     * @param probability that the model gives it
     */
    record Guess(String label, int index, float probability) {}

    /**
     * The most probable classes of a sample.
     *
     * @param input the sample
     * @param output the model's output; empty when it has one only
     * @param guesses the most probable classes, best first
     */
    record Ranked(String input, String output, List<Guess> guesses) {}

    private final Model model;
    private final List<String> classNames;
    private final List<String> names = new ArrayList<>();
    private final List<List<Tensor>> groups = new ArrayList<>();

    private Predictions(Model model, List<String> classNames) {
        this.model = model;
        this.classNames = classNames;
    }

    /** Predicts all inputs, or the mean over views of each. */
    static Predictions of(
            Model model, List<String> classNames, List<Path> inputs, Optional<TestTimeAugmentation> views,
            ImageOptions images) {
        views.ifPresent(v -> v.check(model));
        Predictions all = new Predictions(model, classNames);
        for (PredictionInputs group : PredictionInputs.read(model, inputs, images)) {
            all.names.addAll(group.names());
            all.groups.add(views.map(v -> model.predict(group.inputs(), v))
                    .orElseGet(() -> model.predict(group.inputs())));
        }
        return all;
    }

    /** How many samples there were. */
    int size() {
        return names.size();
    }

    /** The {@code top} most probable classes of each sample. */
    List<Ranked> ranked(int top) {
        List<Ranked> all = new ArrayList<>();
        int sample = 0;
        for (List<Tensor> outputs : groups) {
            for (int i = 0; i < outputs.getFirst().count(); i++, sample++) {
                for (int o = 0; o < outputs.size(); o++) {
                    all.add(new Ranked(names.get(sample), outputName(o), guesses(outputs.get(o), i, top)));
                }
            }
        }
        return all;
    }

    private String outputName(int output) {
        return model.outputs().size() == 1 ? "" : model.layerName(model.outputs().get(output).layer());
    }

    private List<Guess> guesses(Tensor output, int sample, int top) {
        if (output.sampleShape().rank() != 1) {
            throw new Failure(
                    "the model gives no classes but outputs of shape " + output.sampleShape() + ": use --format npy");
        }
        float[] values = output.sample(sample);
        List<String> labels = ClassNames.complete(classNames.size() == values.length ? classNames : List.of(),
                values.length);
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Guess(labels.get(i), i, values[i]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .limit(top)
                .toList();
    }

    /** Writes what the model gave as {@code [n, …]}, one file for each output. */
    void writeNpy(Path file) throws IOException {
        for (int output = 0; output < model.outputs().size(); output++) {
            int number = output;
            Shape shape = model.shape(model.outputs().get(output));
            float[] values = new float[Math.multiplyExact(size(), shape.size())];
            int end = 0;
            for (List<Tensor> group : groups) {
                float[] part = group.get(output).values();
                System.arraycopy(part, 0, values, end, part.length);
                end += part.length;
            }
            int[] all = IntStream.concat(IntStream.of(size()), IntStream.of(shape.toArray())).toArray();
            Path target = model.outputs().size() == 1 ? file : numbered(file, number);
            Npy.write(target, all, values);
        }
    }

    private static Path numbered(Path file, int number) {
        String name = String.valueOf(file.getFileName());
        String base = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
        return file.resolveSibling(base + "_" + number + ".npy");
    }
}
