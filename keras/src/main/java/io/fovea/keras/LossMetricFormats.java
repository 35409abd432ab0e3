package io.fovea.keras;

import java.util.List;

import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.CategoricalHinge;
import io.fovea.losses.Hinge;
import io.fovea.losses.KLDivergence;
import io.fovea.losses.LogCosh;
import io.fovea.losses.Loss;
import io.fovea.losses.MeanAbsoluteError;
import io.fovea.losses.MeanAbsolutePercentageError;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.MeanSquaredLogarithmicError;
import io.fovea.losses.Poisson;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.losses.SquaredHinge;
import io.fovea.metrics.LossMetric;

/** Keras's metrics that are losses. */
final class LossMetricFormats {
    private static final String LOGITS = "from_logits";
    private static final String SMOOTHING = "label_smoothing";

    static final List<MetricFormat<?>> ALL = List.of(
            plain("MeanSquaredError", new MeanSquaredError()).known("mse"),
            plain("MeanAbsoluteError", new MeanAbsoluteError()).known("mae"),
            plain("MeanAbsolutePercentageError", new MeanAbsolutePercentageError()).known("mape"),
            plain("MeanSquaredLogarithmicError", new MeanSquaredLogarithmicError()).known("msle"),
            metric("LogCoshError", LogCosh.class, config -> new LossMetric("logcosh", new LogCosh()),
                    (metric, fields) -> {}).known("logcosh"),
            plain("KLDivergence", new KLDivergence()).known("kld", "kullbackleiblerdivergence"),
            plain("Poisson", new Poisson()),
            plain("Hinge", new Hinge()),
            plain("SquaredHinge", new SquaredHinge()),
            plain("CategoricalHinge", new CategoricalHinge()),
            metric("BinaryCrossentropy", BinaryCrossentropy.class,
                    config -> new LossMetric(new BinaryCrossentropy(
                            Arguments.flag(config, LOGITS), Arguments.number(config, SMOOTHING, 0))),
                    (metric, fields) -> {
                        BinaryCrossentropy loss = (BinaryCrossentropy) metric.loss();
                        fields.with(LOGITS, loss.fromLogits()).with(SMOOTHING, loss.labelSmoothing());
                    }).known("bce"),
            metric("CategoricalCrossentropy", CategoricalCrossentropy.class,
                    config -> {
                        config.require(MetricFormats.AXIS, "-1");
                        return new LossMetric(new CategoricalCrossentropy(
                                Arguments.flag(config, LOGITS), Arguments.number(config, SMOOTHING, 0)));
                    },
                    (metric, fields) -> {
                        CategoricalCrossentropy loss = (CategoricalCrossentropy) metric.loss();
                        fields.with(LOGITS, loss.fromLogits()).with(SMOOTHING, loss.labelSmoothing())
                                .with(MetricFormats.AXIS, -1);
                    }),
            metric("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy.class,
                    config -> {
                        config.require(MetricFormats.AXIS, "-1");
                        config.refuse("ignore_class");
                        return new LossMetric(new SparseCategoricalCrossentropy(Arguments.flag(config, LOGITS)));
                    },
                    (metric, fields) -> fields
                            .with(LOGITS, metric.loss().fromLogits())
                            .with("ignore_class", Terms.NULL)
                            .with(MetricFormats.AXIS, -1)));

    private LossMetricFormats() {}

    private static MetricFormat<LossMetric> plain(String className, Loss loss) {
        return metric(className, loss.getClass(), config -> new LossMetric(loss), (metric, fields) -> {});
    }

    private static MetricFormat<LossMetric> metric(
            String className, Class<? extends Loss> loss, MetricFormat.Reader reader,
            MetricFormat.Writer<LossMetric> writer) {
        return MetricFormat.of(className, LossMetric.class, reader, writer)
                .only(metric -> metric.loss().getClass() == loss);
    }
}
