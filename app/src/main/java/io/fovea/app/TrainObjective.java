package io.fovea.app;

import java.util.ArrayList;
import java.util.List;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.keras.LossFormats;
import io.fovea.keras.MetricFormats;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.Accuracy;
import io.fovea.metrics.Metric;
import io.fovea.optimizers.Optimizer;
import io.fovea.tensor.Shape;
import io.fovea.training.ClassWeights;
import io.fovea.training.FitOptions;

/**
 * What a training of the command works for: the loss, an accuracy and further metrics, named as in Keras.
 *
 * @param loss what is minimized
 * @param metrics the accuracy that fits the targets, then those that were asked for
 * @param classes of the model
 */
record TrainObjective(Loss loss, List<Metric> metrics, int classes) {
    /** The loss of class indices, which all data of the command have. */
    static final String DEFAULT_LOSS = "sparse_categorical_crossentropy";

    static final String NONE = "none";
    static final String BALANCED = "balanced";

    /**
     * Refuses names that aren't known.
     *
     * @throws UsageException then
     */
    static void check(TrainOptions options) {
        try {
            LossFormats.byName(options.loss);
            options.metrics.forEach(name -> MetricFormats.byName(name, 2, 1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (!options.classWeights.equals(NONE) && !options.classWeights.equals(BALANCED)) {
            throw new UsageException("--class-weights is none or balanced, but got '" + options.classWeights + "'");
        }
    }

    /**
     * The objective of a model with classes.
     *
     * @throws UsageException when a metric can't be taken of its output
     */
    static TrainObjective of(TrainOptions options, Model model) {
        Shape output = model.shape(model.outputs().getFirst());
        Loss loss = options.loss.equals(DEFAULT_LOSS)
                ? new SparseCategoricalCrossentropy(model.losses().stream().anyMatch(Loss::fromLogits))
                : LossFormats.byName(options.loss);
        int targets = loss.targetShape(output).channels();
        List<Metric> metrics = new ArrayList<>(List.of(Accuracy.fitting(Math.max(2, output.channels()), targets)));
        for (String name : options.metrics) {
            Metric metric = MetricFormats.byName(name, output.channels(), targets);
            if (!metric.takes(output.channels(), targets)) {
                throw new UsageException(
                        "--metrics: " + name + " can't be taken with the loss " + options.loss + ", whose targets have "
                                + targets + " numbers, and an output of " + output.channels());
            }
            if (!metrics.contains(metric)) {
                metrics.add(metric);
            }
        }
        return new TrainObjective(loss, metrics, output.channels());
    }

    /** The name of the accuracy in the history. */
    String accuracyName() {
        return metrics.getFirst().name();
    }

    void compile(Model model, Optimizer optimizer) {
        model.compile(optimizer, loss, metrics.toArray(Metric[]::new));
    }

    /** The data with targets as the loss wants them. */
    Dataset targets(Dataset data) {
        return loss.targetShape(Shape.of(classes)).size() == 1 ? data : OneHotLabels.of(data, classes);
    }

    /** The options with the weights of classes that were asked for. */
    static FitOptions weigh(FitOptions fit, TrainOptions options, Dataset train) {
        return options.classWeights.equals(BALANCED) ? fit.classWeights(ClassWeights.balanced(train)) : fit;
    }
}
