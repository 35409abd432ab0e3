package io.fovea.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.metrics.Metric;
import io.fovea.tensor.Shape;
import io.fovea.training.History;

/**
 * Everything that a report tells of.
 *
 * <p>Example: {@code new RunData("cifar10", model, DataPart.TEST, data.test(), Cifar10.CLASS_NAMES, history,
 * model.predict(data.test().images()), Map.of("seed", "1"))}
 *
 * @param title what the page is called
 * @param model that was trained
 * @param part which part of the data {@code samples} are
 * @param samples what the model was evaluated on, with class indices ({@code [1]}) or one-hot targets ({@code
 *     [classes]})
 * @param classNames what the class indices mean; empty: they are called by their number
 * @param history of the training; may have no epochs
 * @param probabilities of each class for each of the samples, in order
 * @param views of each image whose mean the probabilities are; 1: of the image alone
 * @param provenance where the run came from, in words: command, seed, versions, data; shown in the map's order
 */
public record RunData(
        String title, Model model, DataPart part, Dataset samples, List<String> classNames, History history,
        float[][] probabilities, int views,
        Map<String, String> provenance) {
    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException when there are no samples, or not one probability for each class of each sample
     */
    public RunData {
        if (samples.size() == 0 || probabilities.length != samples.size()) {
            throw new IllegalArgumentException(
                    "a report needs the probabilities of each of one or more samples, but got " + samples.size()
                            + " samples and probabilities of " + probabilities.length);
        }
        classNames = classNames.isEmpty() ? ConfusionMatrix.numbers(probabilities[0].length) : List.copyOf(classNames);
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i].length != classNames.size()) {
                throw new IllegalArgumentException(
                        "there are " + classNames.size() + " classes, but sample " + i + " has "
                                + probabilities[i].length + " probabilities");
            }
        }
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** A run whose probabilities are those of each image alone. */
    public RunData(
            String title, Model model, DataPart part, Dataset samples, List<String> classNames, History history,
            float[][] probabilities, Map<String, String> provenance) {
        this(title, model, part, samples, classNames, history, probabilities, 1, provenance);
    }

    /** The class index of each sample. */
    int[] truth() {
        Samples labels = samples.labels();
        float[] label = new float[labels.shape().size()];
        int[] truth = new int[samples.size()];
        for (int i = 0; i < truth.length; i++) {
            labels.read(i, label, 0);
            truth[i] = label.length == 1 ? (int) label[0] : Metric.argmax(label);
        }
        return truth;
    }

    /** The most probable class of each sample. */
    int[] predicted() {
        int[] predicted = new int[probabilities.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = Metric.argmax(probabilities[i]);
        }
        return predicted;
    }

    /** Whether the samples are images that a screen can show: {@code [h, w, 1]} or {@code [h, w, 3]}. */
    boolean hasImages() {
        Shape shape = samples.images().shape();
        return shape.rank() == 3 && (shape.channels() == 1 || shape.channels() == 3);
    }
}
