package io.fovea.keras;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.fovea.metrics.Metric;

/**
 * One of Keras's metrics, in both directions. All of them are listed in {@link MetricFormats}.
 *
 * @param className Keras's class
 * @param names other names that Keras knows it by, without underscores and in small letters
 * @param writes which metrics are written as this class
 * @param reader makes the metric of its arguments; one that it does not ask for is refused
 * @param writer adds its arguments
 */
record MetricFormat<M extends Metric>(
        String className, List<String> names, Class<M> type, Predicate<M> writes, Reader reader, Writer<M> writer) {
    /** Makes a metric of its arguments. */
    @FunctionalInterface
    interface Reader {
        /** @throws KerasFileException when an argument is not supported; the message names it */
        Metric read(Json config) throws KerasFileException;
    }

    /** Adds a metric's arguments. */
    @FunctionalInterface
    interface Writer<M> {
        /** Adds them to the name. */
        void write(M metric, Fields fields);
    }

    static <M extends Metric> MetricFormat<M> of(String className, Class<M> type, Reader reader, Writer<M> writer) {
        return new MetricFormat<>(className, List.of(), type, m -> true, reader, writer);
    }

    /** A metric without arguments. */
    static <M extends Metric> MetricFormat<M> plain(String className, Class<M> type, M metric) {
        return of(className, type, config -> metric, (m, fields) -> {});
    }

    MetricFormat<M> only(Predicate<M> which) {
        return new MetricFormat<>(className, names, type, which, reader, writer);
    }

    MetricFormat<M> known(String... others) {
        return new MetricFormat<>(className, List.of(others), type, writes, reader, writer);
    }

    boolean fits(Metric metric) {
        return type.isInstance(metric) && writes.test(type.cast(metric));
    }

    Map<String, Object> write(Metric metric) {
        Fields fields = Fields.empty().with("name", metric.name()).with("dtype", "float32");
        writer.write(type.cast(metric), fields);
        return Terms.keras("keras.metrics", className, fields.toMap());
    }
}
