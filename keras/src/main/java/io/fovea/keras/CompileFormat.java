package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import io.fovea.Model;
import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.Metric;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Optimizer;
import io.fovea.tensor.Shape;
import io.fovea.training.OutputSpec;

/** Optimizer, losses and metrics as Keras's {@code compile_config}. */
final class CompileFormat {
    private static final String METRICS = "metrics";
    private static final String WEIGHTED = "weighted_metrics";
    private static final String LOSS_WEIGHTS = "loss_weights";

    private CompileFormat() {}

    /** Empty for a model that is not compiled. */
    static Optional<Map<String, Object>> write(Model model, CustomObjects custom) throws KerasFileException {
        if (model.optimizer().isEmpty()) {
            return Optional.empty();
        }
        List<Object> losses = new ArrayList<>();
        List<Object> metrics = new ArrayList<>();
        List<Object> weighted = new ArrayList<>();
        for (OutputSpec output : model.outputSpecs()) {
            losses.add(LossFormats.write(output.loss(), custom));
            metrics.add(metrics(output.metrics(), custom));
            weighted.add(metrics(output.weightedMetrics(), custom));
        }
        boolean single = model.outputs().size() == 1;
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("optimizer", model.optimizer().get() instanceof Grouped grouped
                ? GroupedFormat.write(grouped, model, Place.of(model, custom))
                : OptimizerFormats.write(model.optimizer().get()));
        config.put("loss", single ? losses.getFirst() : losses);
        config.put(LOSS_WEIGHTS, weights(model.outputSpecs()));
        config.put(METRICS, single ? metrics.getFirst() : metrics);
        config.put(WEIGHTED, model.outputSpecs().stream().allMatch(o -> o.weightedMetrics().isEmpty())
                ? NULL
                : single ? weighted.getFirst() : weighted);
        config.put("run_eagerly", false);
        config.put("steps_per_execution", 1);
        config.put("jit_compile", false);
        return Optional.of(config);
    }

    private static List<Object> metrics(List<Metric> metrics, CustomObjects custom) throws KerasFileException {
        List<Object> all = new ArrayList<>();
        for (Metric metric : metrics) {
            all.add(MetricFormats.write(metric, custom));
        }
        return all;
    }

    private static Object weights(List<OutputSpec> outputs) {
        return outputs.stream().allMatch(o -> o.weight() == 1) ? NULL
                : outputs.stream().map(OutputSpec::weight).toList();
    }

    /**
     * Compiles a model as the file says.
     *
     * @param names what the file calls the outputs
     * @param places of the model's weights in the file
     * @throws KerasFileException when it holds something that isn't known; the message names it
     */
    static void read(Model model, List<String> names, List<Place> places, JsonNode node, CustomObjects custom)
            throws KerasFileException {
        Json config = new Json("compile_config", node);
        Optimizer optimizer = GroupedFormat.is(node.path("optimizer"))
                ? GroupedFormat.read(node.path("optimizer"), model, places)
                : OptimizerFormats.read(node.path("optimizer"));
        List<OutputSpec> outputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            outputs.add(output(model, names, i, node, custom));
        }
        try {
            model.compile(optimizer, outputs.toArray(OutputSpec[]::new));
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(config.where() + ": " + e.getMessage(), e);
        }
    }

    private static OutputSpec output(
            Model model, List<String> names, int index, JsonNode config, CustomObjects custom)
            throws KerasFileException {
        List<JsonNode> losses = flat(part(config.path("loss"), names, index));
        if (losses.size() != 1) {
            throw new KerasFileException(
                    "compile_config: the output " + names.get(index) + " needs one loss, but has " + losses);
        }
        Shape output = model.shape(model.outputs().get(index));
        Loss loss = loss(losses.getFirst(), output, custom);
        int targets = loss.targetShape(output).size() * output.channels() / output.size();
        List<JsonNode> weights = flat(part(config.path(LOSS_WEIGHTS), names, index));
        double weight = weights.isEmpty() ? 1 : weights.getFirst().asDouble();
        return OutputSpec.of(model.layerName(model.outputs().get(index).layer()), loss).weight(weight)
                .metrics(metrics(part(config.path(METRICS), names, index), output.channels(), targets, custom))
                .weightedMetrics(
                        metrics(part(config.path(WEIGHTED), names, index), output.channels(), targets, custom));
    }

    /** Keras chooses a cross-entropy by the targets; classes as numbers are taken here for more than one output. */
    private static Loss loss(JsonNode node, Shape output, CustomObjects custom) throws KerasFileException {
        String name = node.asString("").toLowerCase(Locale.ROOT);
        if (name.equals("crossentropy") || name.equals("ce")) {
            return output.channels() == 1 ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy();
        }
        return LossFormats.read(node, custom);
    }

    /** What a setting says of one output: by its name, by its place in a list for each, or of the only output. */
    private static JsonNode part(JsonNode setting, List<String> names, int index) {
        if (setting.isObject() && !setting.has("class_name")) {
            return setting.path(names.get(index));
        }
        boolean each = setting.isArray() && setting.size() == names.size() && names.size() > 1;
        return each ? setting.path(index) : setting;
    }

    private static Metric[] metrics(JsonNode node, int channels, int targets, CustomObjects custom)
            throws KerasFileException {
        Set<Metric> own = new LinkedHashSet<>();
        for (JsonNode metric : flat(node)) {
            Optional<Metric> mine = custom.metric(metric);
            own.add(mine.isPresent() ? mine.get() : MetricFormats.read(metric, channels, targets));
        }
        return own.toArray(Metric[]::new);
    }

    /** The node itself, or the items of a list, of whatever depth. */
    private static List<JsonNode> flat(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> all.addAll(flat(n)));
        } else if (!node.isNull() && !node.isMissingNode()) {
            all.add(node);
        }
        return all;
    }
}
