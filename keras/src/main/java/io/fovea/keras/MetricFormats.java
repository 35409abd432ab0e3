package io.fovea.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.metrics.Accuracy;
import io.fovea.metrics.BinaryAccuracy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.ConcordanceCorrelation;
import io.fovea.metrics.CosineSimilarity;
import io.fovea.metrics.Metric;
import io.fovea.metrics.PearsonCorrelation;
import io.fovea.metrics.RootMeanSquaredError;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.metrics.TopKCategoricalAccuracy;

/**
 * The registry of Keras's metrics by name: {@code mean_squared_error}, {@code mse} or {@code MeanSquaredError}. A new metric is one
 * entry here, or in the list of its kind.
 */
public final class MetricFormats {
    static final String AXIS = "axis";

    static final List<MetricFormat<?>> ALL = Stream.of(
            Stream.of(
                    MetricFormat.plain("Accuracy", Accuracy.class, new Accuracy()),
                    MetricFormat.plain(
                            "SparseCategoricalAccuracy", SparseCategoricalAccuracy.class,
                            new SparseCategoricalAccuracy()),
                    MetricFormat.plain("CategoricalAccuracy", CategoricalAccuracy.class, new CategoricalAccuracy()),
                    MetricFormat.of("BinaryAccuracy", BinaryAccuracy.class,
                            config -> new BinaryAccuracy(Arguments.number(config, "threshold", 0.5)),
                            (metric, fields) -> fields.with("threshold", metric.threshold())),
                    MetricFormat.of("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy.class,
                            config -> new SparseTopKCategoricalAccuracy(Arguments.integer(config, "k", 5)),
                            (metric, fields) -> fields.with("k", metric.k())),
                    MetricFormat.of("TopKCategoricalAccuracy", TopKCategoricalAccuracy.class,
                            config -> new TopKCategoricalAccuracy(Arguments.integer(config, "k", 5)),
                            (metric, fields) -> fields.with("k", metric.k())),
                    MetricFormat.plain(
                            "RootMeanSquaredError", RootMeanSquaredError.class, new RootMeanSquaredError()),
                    ofAxis("CosineSimilarity", CosineSimilarity.class, new CosineSimilarity()),
                    ofAxis("PearsonCorrelation", PearsonCorrelation.class, new PearsonCorrelation()),
                    ofAxis("ConcordanceCorrelation", ConcordanceCorrelation.class, new ConcordanceCorrelation())),
            ConfusionMetricFormats.ALL.stream(),
            LossMetricFormats.ALL.stream())
            .<MetricFormat<?>>flatMap(Function.identity())
            .toList();

    private static final Map<String, MetricFormat<?>> BY_NAME = byName();

    private MetricFormats() {}

    private static <M extends Metric> MetricFormat<M> ofAxis(String className, Class<M> type, M metric) {
        return MetricFormat.of(className, type, config -> {
            config.require(AXIS, "-1");
            return metric;
        }, (m, fields) -> {
            if (!className.startsWith("Cosine")) {
                fields.with(AXIS, -1);
            }
        });
    }

    private static Map<String, MetricFormat<?>> byName() {
        Map<String, MetricFormat<?>> all = new HashMap<>();
        for (MetricFormat<?> format : ALL) {
            all.put(plain(format.className()), format);
            format.names().forEach(name -> all.put(name, format));
        }
        return all;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Keras's classes that are known, in order. */
    public static List<String> names() {
        return ALL.stream().map(MetricFormat::className).toList();
    }

    /**
     * The metric that Keras knows by {@code name}, with its defaults; {@code accuracy} is the one that fits.
     *
     * @param channels numbers of the output along its last axis
     * @param targets numbers of its target there
     * @throws IllegalArgumentException when none has this name, or it needs an argument
     */
    public static Metric byName(String name, int channels, int targets) {
        try {
            return read(JsonMapper.shared().getNodeFactory().stringNode(name), channels, targets);
        } catch (KerasFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * A metric as Keras writes it, by name or with its arguments.
     *
     * @throws KerasFileException when it, or one of its arguments, isn't known
     */
    static Metric read(JsonNode node, int channels, int targets) throws KerasFileException {
        // Keras 2 writes what a metric without a class of its own is the mean of.
        if (node.path("class_name").asString("").equals("MeanMetricWrapper")) {
            return read(node.path("config").path("fn"), channels, targets);
        }
        String given = node.isString() ? node.asString() : node.path("class_name").asString("");
        JsonNode config = node.path("config");
        String name = plain(given.equals("function") ? config.asString("") : given);
        if (node.isString() && (name.equals("accuracy") || name.equals("acc"))) {
            return Accuracy.fitting(channels, targets);
        }
        MetricFormat<?> format = BY_NAME.get(name);
        if (format == null) {
            throw new KerasFileException(
                    "the metric " + node + " isn't known; known are accuracy, " + String.join(", ", names()));
        }
        Json arguments = new Json("the metric " + format.className(),
                config.isObject() ? config : JsonMapper.shared().createObjectNode());
        arguments.ignore("name", "dtype");
        try {
            Metric metric = format.reader().read(arguments);
            arguments.refuseUnread();
            return metric;
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(arguments.where() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A metric as Keras writes it.
     *
     * @throws KerasFileException when it is none of Keras's
     */
    static Map<String, Object> write(Metric metric) throws KerasFileException {
        return write(metric, CustomObjects.none());
    }

    /**
     * A metric as Keras writes it.
     *
     * @throws KerasFileException when it is none of Keras's and none of {@code custom}
     */
    static Map<String, Object> write(Metric metric, CustomObjects custom) throws KerasFileException {
        Optional<Map<String, Object>> own = custom.write(metric, Fields.empty().with("name", metric.name()));
        if (own.isPresent()) {
            return own.get();
        }
        for (MetricFormat<?> format : ALL) {
            if (format.fits(metric)) {
                return format.write(metric);
            }
        }
        throw new KerasFileException("the metric " + metric.name() + " (" + metric.getClass().getName()
                + ") is none of Keras's; to save it, give KerasFile.save a CustomObject of its class");
    }
}
