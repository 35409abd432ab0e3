package io.fovea.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.Model;
import io.fovea.OptimizerSnapshot;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.keras.LossFormats;
import io.fovea.keras.MetricFormats;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.Accuracy;
import io.fovea.metrics.Metric;
import io.fovea.models.CifarRecipe;
import io.fovea.optimizers.Optimizer;
import io.fovea.tensor.Shape;
import io.fovea.training.ClassWeights;
import io.fovea.training.FitOptions;

/**
 * What a training of the command works for: the loss, an accuracy and further metrics, named as in Keras.
 *
 * @param loss what is minimized
 * @param metrics those of the model's file or the accuracy that fits the targets, then those that were asked for
 * @param output shape of the model's output
 */
record TrainObjective(Loss loss, List<Metric> metrics, Shape output) {
    /** The loss of class indices. */
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
            if (!options.loss.isEmpty() && options.recipe().isEmpty()) {
                LossFormats.byName(options.loss);
            }
            options.metrics.forEach(name -> MetricFormats.byName(name, 2, 1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (!options.classWeights.equals(NONE) && !options.classWeights.equals(BALANCED)) {
            throw new UsageException("--class-weights is none or balanced, but got '" + options.classWeights + "'");
        }
    }

    /**
     * The objective of a training.
     *
     * @throws UsageException when a metric can't be taken of the model's output
     */
    static TrainObjective of(TrainOptions options, Model model) {
        if (options.loss.equals(TrainOptions.OF_FILE)) {
            TrainObjective compiled = compiled(model);
            List<Metric> metrics = new ArrayList<>(compiled.metrics());
            return new TrainObjective(compiled.loss(), add(metrics, options, compiled.loss(), compiled.output()),
                    compiled.output());
        }
        Shape output = model.shape(model.outputs().getFirst());
        Loss loss = loss(options, model);
        int targets = loss.targetShape(output).channels();
        Metric accuracy = Accuracy.fitting(Math.max(2, output.channels()), targets);
        List<Metric> metrics =
                new ArrayList<>(accuracy.takes(output.channels(), targets) ? List.of(accuracy) : List.of());
        return new TrainObjective(loss, add(metrics, options, loss, output), output);
    }

    private static Loss loss(TrainOptions options, Model model) {
        return options.recipe().map(CifarRecipe::loss)
                .orElseGet(() -> options.loss.equals(DEFAULT_LOSS)
                        ? new SparseCategoricalCrossentropy(model.losses().stream().anyMatch(Loss::fromLogits))
                        : LossFormats.byName(options.loss));
    }

    /** What a compiled model with one output was trained for. */
    static TrainObjective compiled(Model model) {
        return new TrainObjective(
                model.losses().getFirst(), model.outputSpecs().getFirst().metrics(),
                model.shape(model.outputs().getFirst()));
    }

    private static List<Metric> add(List<Metric> metrics, TrainOptions options, Loss loss, Shape output) {
        int targets = loss.targetShape(output).channels();
        for (String name : options.metrics) {
            Metric metric = MetricFormats.byName(name, output.channels(), targets);
            if (!metric.takes(output.channels(), targets)) {
                throw new UsageException(
                        "--metrics: " + name + " can't be taken with the loss " + loss.name() + ", whose targets have "
                                + targets + " numbers, and an output of " + output.channels());
            }
            if (!metrics.contains(metric)) {
                metrics.add(metric);
            }
        }
        return metrics;
    }

    /** The figure by which the best epoch is chosen: the first metric, or the loss where there is none. */
    String figure() {
        return metrics.isEmpty() ? "loss" : metrics.getFirst().name();
    }

    /** Whether that figure gets better by growing. */
    boolean moreIsBetter() {
        return !metrics.isEmpty() && metrics.getFirst().moreIsBetter();
    }

    /** Whether the model has classes, and the data name the right ones. */
    boolean isClassification(Dataset data) {
        return output.rank() == 1 && output.channels() > 1 && !data.classNames().isEmpty();
    }

    /** Compiles the model. The state of its file's optimizer is kept. */
    void compile(Model model, TrainOptions options, int samples) {
        boolean isSameLoss = options.loss.equals(TrainOptions.OF_FILE) && options.metrics.isEmpty();
        boolean isSameRate = options.learningRate.isEmpty() && options.schedule.equals(TrainOptions.CONSTANT);
        if (options.takesOptimizerOfFile() && isSameLoss && isSameRate) {
            return;
        }
        Optional<OptimizerSnapshot> state = options.takesOptimizerOfFile()
                ? Optional.of(model.optimizerState())
                : Optional.empty();
        compile(model, options.optimizer(model, samples));
        state.ifPresent(model::setOptimizerState);
    }

    /** Compiles the model with another optimizer. */
    void compile(Model model, Optimizer optimizer) {
        model.compile(optimizer, loss, metrics.toArray(Metric[]::new));
    }

    /** The data with targets as the loss wants them: classes one-hot, images with an axis of channels. */
    Dataset targets(Dataset data) {
        Shape wanted = loss.targetShape(output);
        Samples own = data.labels();
        if (own.shape().equals(wanted)) {
            return data;
        }
        if (!data.classNames().isEmpty() && wanted.rank() == 1) {
            Samples oneHot = new Labels(ClassNames.labels(data)).oneHot(wanted.size());
            return new Dataset(data.inputs(), List.of(oneHot), data.classNames());
        }
        return own.shape().size() == wanted.size()
                ? new Dataset(data.inputs(), List.of(new ShapedSamples(own, wanted)), data.classNames())
                : data;
    }

    /** The options with the weights of classes that were asked for. */
    static FitOptions weigh(FitOptions fit, TrainOptions options, Dataset train) {
        return options.classWeights.equals(BALANCED) ? fit.classWeights(ClassWeights.balanced(train)) : fit;
    }
}
