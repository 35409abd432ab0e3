package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

import io.fovea.metrics.AUC;
import io.fovea.metrics.Average;
import io.fovea.metrics.BinaryIoU;
import io.fovea.metrics.FBetaScore;
import io.fovea.metrics.FalseNegatives;
import io.fovea.metrics.FalsePositives;
import io.fovea.metrics.IoU;
import io.fovea.metrics.Metric;
import io.fovea.metrics.Precision;
import io.fovea.metrics.PrecisionAtRecall;
import io.fovea.metrics.R2Score;
import io.fovea.metrics.Recall;
import io.fovea.metrics.RecallAtPrecision;
import io.fovea.metrics.SensitivityAtSpecificity;
import io.fovea.metrics.SpecificityAtSensitivity;
import io.fovea.metrics.TrueNegatives;
import io.fovea.metrics.TruePositives;

/** Keras's metrics that are more than a mean: of counts, of thresholds, of confusion matrices, of variances. */
final class ConfusionMetricFormats {
    private static final String THRESHOLDS = "thresholds";
    private static final String THRESHOLD = "threshold";
    private static final String NUM_THRESHOLDS = "num_thresholds";
    private static final String CLASS_ID = "class_id";
    private static final String AVERAGE = "average";
    private static final String CLASSES = "num_classes";
    private static final String IDS = "target_class_ids";
    private static final String SPARSE_TARGET = "sparse_y_true";
    private static final String SPARSE_OUTPUT = "sparse_y_pred";
    private static final String IGNORE = "ignore_class";

    static final List<MetricFormat<?>> ALL = List.of(
            MetricFormat.of("Precision", Precision.class,
                    config -> {
                        Optional<Integer> topK = Arguments.integer(config, "top_k");
                        Optional<Integer> classId = Arguments.integer(config, CLASS_ID);
                        return topK.isPresent() && config.optional(THRESHOLDS).isEmpty()
                                ? new Precision(0.5, Optional.empty(), classId).topK(topK.get())
                                : new Precision(threshold(config), topK, classId);
                    },
                    (metric, fields) -> fields.with(THRESHOLDS, threshold(metric.threshold()))
                            .with("top_k", Arguments.orNull(metric.topK()))
                            .with(CLASS_ID, Arguments.orNull(metric.classId()))),
            MetricFormat.of("Recall", Recall.class,
                    config -> {
                        Optional<Integer> topK = Arguments.integer(config, "top_k");
                        Optional<Integer> classId = Arguments.integer(config, CLASS_ID);
                        return topK.isPresent() && config.optional(THRESHOLDS).isEmpty()
                                ? new Recall(0.5, Optional.empty(), classId).topK(topK.get())
                                : new Recall(threshold(config), topK, classId);
                    },
                    (metric, fields) -> fields.with(THRESHOLDS, threshold(metric.threshold()))
                            .with("top_k", Arguments.orNull(metric.topK()))
                            .with(CLASS_ID, Arguments.orNull(metric.classId()))),
            count("TruePositives", TruePositives.class, TruePositives::new, TruePositives::threshold),
            count("FalsePositives", FalsePositives.class, FalsePositives::new, FalsePositives::threshold),
            count("TrueNegatives", TrueNegatives.class, TrueNegatives::new, TrueNegatives::threshold),
            count("FalseNegatives", FalseNegatives.class, FalseNegatives::new, FalseNegatives::threshold),
            MetricFormat.of("AUC", AUC.class, ConfusionMetricFormats::auc,
                    (metric, fields) -> fields.with(NUM_THRESHOLDS, metric.numThresholds())
                            .with("curve", metric.curve().name())
                            .with("summation_method", metric.summation().name().toLowerCase(Locale.ROOT))
                            .with("multi_label", metric.multiLabel())
                            .with("num_labels", Terms.NULL)
                            .with("label_weights", Terms.NULL)
                            .with("from_logits", metric.fromLogits())),
            MetricFormat.of("PrecisionAtRecall", PrecisionAtRecall.class,
                    config -> new PrecisionAtRecall(
                            config.number("recall"), Arguments.integer(config, NUM_THRESHOLDS, 200),
                            Arguments.integer(config, CLASS_ID)),
                    (metric, fields) -> fields.with("recall", metric.recall())
                            .with(NUM_THRESHOLDS, metric.numThresholds())
                            .with(CLASS_ID, Arguments.orNull(metric.classId()))),
            MetricFormat.of("RecallAtPrecision", RecallAtPrecision.class,
                    config -> new RecallAtPrecision(
                            config.number("precision"), Arguments.integer(config, NUM_THRESHOLDS, 200),
                            Arguments.integer(config, CLASS_ID)),
                    (metric, fields) -> fields.with("precision", metric.precision())
                            .with(NUM_THRESHOLDS, metric.numThresholds())
                            .with(CLASS_ID, Arguments.orNull(metric.classId()))),
            MetricFormat.of("SensitivityAtSpecificity", SensitivityAtSpecificity.class,
                    config -> new SensitivityAtSpecificity(
                            config.number("specificity"), Arguments.integer(config, NUM_THRESHOLDS, 200),
                            Arguments.integer(config, CLASS_ID)),
                    (metric, fields) -> fields.with("specificity", metric.specificity())
                            .with(NUM_THRESHOLDS, metric.numThresholds())
                            .with(CLASS_ID, Arguments.orNull(metric.classId()))),
            MetricFormat.of("SpecificityAtSensitivity", SpecificityAtSensitivity.class,
                    config -> new SpecificityAtSensitivity(
                            config.number("sensitivity"), Arguments.integer(config, NUM_THRESHOLDS, 200),
                            Arguments.integer(config, CLASS_ID)),
                    (metric, fields) -> fields.with("sensitivity", metric.sensitivity())
                            .with(NUM_THRESHOLDS, metric.numThresholds())
                            .with(CLASS_ID, Arguments.orNull(metric.classId()))),
            MetricFormat.of("F1Score", FBetaScore.class,
                    config -> new FBetaScore(average(config), 1, oneThreshold(config)),
                    (metric, fields) -> fields.with(AVERAGE, average(metric.average()))
                            .with(THRESHOLD, Arguments.orNull(metric.threshold())))
                    .only(metric -> metric.beta() == 1),
            MetricFormat.of("FBetaScore", FBetaScore.class,
                    config -> new FBetaScore(average(config), Arguments.number(config, "beta", 1),
                            oneThreshold(config)),
                    (metric, fields) -> fields.with(AVERAGE, average(metric.average())).with("beta", metric.beta())
                            .with(THRESHOLD, Arguments.orNull(metric.threshold()))),
            MetricFormat.of("MeanIoU", IoU.class,
                    config -> iou(config, all(config), Arguments.flag(config, SPARSE_TARGET, true)),
                    (metric, fields) -> iou(metric, fields.with(CLASSES, metric.numClasses())).with(
                            SPARSE_TARGET, metric.sparseTarget()))
                    .only(metric -> metric.ofAll() && metric.sparseTarget()),
            MetricFormat.of("IoU", IoU.class,
                    config -> iou(config, ids(config), Arguments.flag(config, SPARSE_TARGET, true)),
                    (metric, fields) -> iou(metric, fields.with(CLASSES, metric.numClasses())
                            .with(IDS, metric.targetClassIds())).with(SPARSE_TARGET, metric.sparseTarget()))
                    .only(IoU::sparseTarget),
            MetricFormat.of("OneHotMeanIoU", IoU.class, config -> iou(config, all(config), false),
                    (metric, fields) -> iou(metric, fields.with(CLASSES, metric.numClasses()))).only(IoU::ofAll),
            MetricFormat.of("OneHotIoU", IoU.class, config -> iou(config, ids(config), false),
                    (metric, fields) -> iou(metric, fields.with(CLASSES, metric.numClasses())
                            .with(IDS, metric.targetClassIds()))),
            MetricFormat.of("BinaryIoU", BinaryIoU.class,
                    config -> new BinaryIoU(
                            config.optional(IDS).isPresent() ? ids(config) : List.of(0, 1),
                            Arguments.number(config, THRESHOLD, 0.5)),
                    (metric, fields) -> fields.with(IDS, metric.targetClassIds()).with(THRESHOLD, metric.threshold())),
            MetricFormat.of("R2Score", R2Score.class,
                    config -> new R2Score(
                            constant(R2Score.Aggregation.class, config, "class_aggregation", config.node()
                                    .has("class_aggregation") ? "NONE" : "UNIFORM_AVERAGE"),
                            Arguments.integer(config, "num_regressors", 0)),
                    (metric, fields) -> fields
                            .with("class_aggregation", metric.aggregation() == R2Score.Aggregation.NONE
                                    ? Terms.NULL
                                    : metric.aggregation().name().toLowerCase(Locale.ROOT))
                            .with("num_regressors", metric.numRegressors())));

    private ConfusionMetricFormats() {}

    private static <M extends Metric> MetricFormat<M> count(
            String className, Class<M> type, DoubleFunction<M> constructor,
            ToDoubleFunction<M> threshold) {
        return MetricFormat.of(className, type, config -> constructor.apply(threshold(config)),
                (metric, fields) -> fields.with(THRESHOLDS, threshold.applyAsDouble(metric)));
    }

    /** One threshold, alone or in a list; with several the metric would be several numbers. */
    private static double threshold(Json config) throws KerasFileException {
        Optional<JsonNode> given = config.optional(THRESHOLDS).filter(JsonNode::isArray);
        if (given.isPresent() && given.get().size() == 1 && given.get().get(0).isNumber()) {
            return given.get().get(0).asDouble();
        }
        return Arguments.number(config, THRESHOLDS, 0.5);
    }

    private static Object threshold(double threshold) {
        return threshold < 0 ? Terms.NULL : threshold;
    }

    private static Optional<Double> oneThreshold(Json config) throws KerasFileException {
        return config.optional(THRESHOLD).isPresent() ? Optional.of(config.number(THRESHOLD)) : Optional.empty();
    }

    private static Average average(Json config) throws KerasFileException {
        return constant(Average.class, config, AVERAGE, "NONE");
    }

    private static Object average(Average average) {
        return average == Average.NONE ? Terms.NULL : average.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Json config, String field, String other)
            throws KerasFileException {
        String name = Arguments.text(config, field, other);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new KerasFileException(
                config.where() + ": '" + field + "' is " + name + ", but supported are "
                        + List.of(type.getEnumConstants()));
    }

    private static AUC auc(Json config) throws KerasFileException {
        config.refuse("label_weights");
        // It follows from the output.
        config.ignore("num_labels");
        return new AUC(
                Arguments.integer(config, NUM_THRESHOLDS, 200), constant(AUC.Curve.class, config, "curve", "ROC"),
                constant(AUC.Summation.class, config, "summation_method", "INTERPOLATION"),
                Arguments.flag(config, "multi_label"), Arguments.flag(config, "from_logits"));
    }

    private static List<Integer> all(Json config) throws KerasFileException {
        return IntStream.range(0, Math.min(config.integer(CLASSES), 1 << 14)).boxed().toList();
    }

    private static List<Integer> ids(Json config) throws KerasFileException {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : config.list(IDS)) {
            if (!Json.isWhole(id)) {
                throw new KerasFileException(config.where() + ": '" + IDS + "' holds " + id + ", which is no class");
            }
            ids.add(id.asInt());
        }
        return ids;
    }

    private static IoU iou(Json config, List<Integer> ids, boolean sparseTarget) throws KerasFileException {
        config.require(MetricFormats.AXIS, "-1");
        return new IoU(
                config.integer(CLASSES), ids, sparseTarget, Arguments.flag(config, SPARSE_OUTPUT, sparseTarget),
                Arguments.integer(config, IGNORE));
    }

    private static Fields iou(IoU metric, Fields fields) {
        return fields.with(IGNORE, Arguments.orNull(metric.ignoreClass())).with(SPARSE_OUTPUT, metric.sparseOutput())
                .with(MetricFormats.AXIS, -1);
    }
}
