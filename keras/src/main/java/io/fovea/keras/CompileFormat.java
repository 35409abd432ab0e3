package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import io.fovea.Model;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.optimizers.Optimizer;

/** Optimizer, losses and metrics as Keras's {@code compile_config}. */
final class CompileFormat {
    private CompileFormat() {}

    /** Empty for a model that is not compiled. */
    static Optional<Map<String, Object>> write(Model model) throws KerasFileException {
        if (model.optimizer().isEmpty()) {
            return Optional.empty();
        }
        List<Object> losses = new ArrayList<>();
        for (Loss loss : model.losses()) {
            losses.add(loss(loss));
        }
        List<Object> metrics = new ArrayList<>();
        for (Metric metric : model.metrics()) {
            metrics.add(metric(metric));
        }
        boolean single = model.outputs().size() == 1;
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("optimizer", OptimizerFormats.write(model.optimizer().get()));
        config.put("loss", single ? losses.getFirst() : losses);
        config.put("loss_weights", NULL);
        config.put("metrics", single ? metrics : Collections.nCopies(model.outputs().size(), metrics));
        config.put("weighted_metrics", NULL);
        config.put("run_eagerly", false);
        config.put("steps_per_execution", 1);
        config.put("jit_compile", false);
        return Optional.of(config);
    }

    private static Map<String, Object> loss(Loss loss) throws KerasFileException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", loss.name());
        return switch (loss) {
            case SparseCategoricalCrossentropy s -> {
                config.put("from_logits", s.fromLogits());
                yield Terms.keras("keras.losses", "SparseCategoricalCrossentropy", config);
            }
            case CategoricalCrossentropy c -> {
                config.put("from_logits", c.fromLogits());
                yield Terms.keras("keras.losses", "CategoricalCrossentropy", config);
            }
            default -> throw new KerasFileException("the loss " + loss.name() + " is none of Keras's");
        };
    }

    private static Map<String, Object> metric(Metric metric) throws KerasFileException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", metric.name());
        return switch (metric) {
            case SparseCategoricalAccuracy a -> Terms.keras("keras.metrics", "SparseCategoricalAccuracy", config);
            case CategoricalAccuracy a -> Terms.keras("keras.metrics", "CategoricalAccuracy", config);
            case SparseTopKCategoricalAccuracy k -> {
                config.put("k", k.k());
                yield Terms.keras("keras.metrics", "SparseTopKCategoricalAccuracy", config);
            }
            default -> throw new KerasFileException("the metric " + metric.name() + " is none of Keras's");
        };
    }

    /**
     * Compiles a model as the file says.
     *
     * @throws KerasFileException when it holds something that isn't known; the message names it
     */
    static void read(Model model, JsonNode node) throws KerasFileException {
        Json config = new Json("compile_config", node);
        Optimizer optimizer = OptimizerFormats.read(config.object("optimizer"));
        List<Loss> losses = new ArrayList<>();
        for (JsonNode loss : flat(node.path("loss"))) {
            losses.add(loss(loss));
        }
        config.refuse("loss_weights");
        if (!flat(node.path("weighted_metrics")).isEmpty()) {
            config.refuse("weighted_metrics");
        }
        model.compile(optimizer, losses, metrics(node.path("metrics"), losses));
    }

    /** The metrics, which all outputs have in common: a list for each output must hold the same. */
    private static List<Metric> metrics(JsonNode node, List<Loss> losses) throws KerasFileException {
        boolean each = losses.size() > 1 && node.isArray() && !node.isEmpty();
        Set<Set<Metric>> all = new LinkedHashSet<>();
        for (int i = 0; i < losses.size(); i++) {
            Set<Metric> own = new LinkedHashSet<>();
            for (JsonNode metric : flat(each ? node.path(i) : node)) {
                own.add(metric(metric, losses.get(i)));
            }
            all.add(own);
        }
        if (all.size() > 1) {
            throw new KerasFileException(
                    "the outputs have different metrics: " + node + ", but only the same for all are supported");
        }
        return all.stream().flatMap(Set::stream).toList();
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

    private static String name(JsonNode node) {
        String name = node.isString() ? node.asString() : node.path("class_name").asString("");
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Loss loss(JsonNode node) throws KerasFileException {
        Json config = new Json("the loss " + name(node), node.path("config"));
        config.require("reduction", "sum_over_batch_size");
        config.require("axis", "-1");
        config.refuse("ignore_class");
        if (config.optional("label_smoothing").isPresent() && config.number("label_smoothing") != 0) {
            config.refuse("label_smoothing");
        }
        config.ignore("name", "dtype");
        boolean logits = config.optional("from_logits").isPresent() && config.flag("from_logits");
        Loss loss = switch (name(node)) {
            case "sparsecategoricalcrossentropy" -> new SparseCategoricalCrossentropy(logits);
            case "categoricalcrossentropy" -> new CategoricalCrossentropy(logits);
            default -> throw new KerasFileException(
                    "the loss " + node + " isn't known; known are sparse_categorical_crossentropy and "
                            + "categorical_crossentropy");
        };
        config.refuseUnread();
        return loss;
    }

    private static Metric metric(JsonNode node, Loss loss) throws KerasFileException {
        Json config = new Json("the metric " + name(node), node.path("config"));
        config.ignore("name", "dtype");
        Metric metric = switch (name(node)) {
            case "accuracy", "acc" -> loss.accuracy().orElseThrow(() -> new KerasFileException(
                    "there is no accuracy for the loss " + loss.name() + "; name the metric in full"));
            case "sparsecategoricalaccuracy" -> new SparseCategoricalAccuracy();
            case "categoricalaccuracy" -> new CategoricalAccuracy();
            case "sparsetopkcategoricalaccuracy" -> config.optional("k").isPresent()
                    ? new SparseTopKCategoricalAccuracy(config.integer("k"))
                    : new SparseTopKCategoricalAccuracy();
            default -> throw new KerasFileException(
                    "the metric " + node + " isn't known; known are accuracy, sparse_categorical_accuracy, "
                            + "categorical_accuracy and sparse_top_k_categorical_accuracy");
        };
        config.refuseUnread();
        return metric;
    }
}
