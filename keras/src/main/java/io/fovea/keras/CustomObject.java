package io.fovea.keras;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.fovea.layers.Layer;
import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;

/**
 * A layer, loss or metric of a user's own, under the name by which files know it, as Keras's {@code register_keras_serializable}.
 *
 * <p>Example: {@code CustomObject.layer("mine>Gain", Gain.class, config -> new Gain("", config.number("start")), gain ->
 * Map.of("start", gain.start()))}
 *
 * @param name by which files know it: {@code package>Class}, as Python's Keras would register it
 * @param type the class
 * @param reader makes the object of its arguments; of a layer without its name. An argument that it does not ask for is refused
 * @param writer its arguments: strings, numbers, booleans, and lists of them
 */
public record CustomObject<T>(
        String name, Class<T> type, Reader<T> reader, Function<T, Map<String, Object>> writer) {
    /** Makes an object of its arguments. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * The object of these arguments.
         *
         * @throws KerasFileException when one is missing or of another type; {@link CustomConfig} does that
         */
        T read(CustomConfig config) throws KerasFileException;
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is not of the form {@code package>Class}
     */
    public CustomObject {
        if (!name.matches("[^>]+>[^>]+")) {
            throw new IllegalArgumentException(
                    "the name of a custom object is of the form package>Class, but is '" + name + "'");
        }
    }

    /** A layer. */
    public static <L extends Layer> CustomObject<L> layer(
            String name, Class<L> type, Reader<L> reader, Function<L, Map<String, Object>> writer) {
        return new CustomObject<>(name, type, reader, writer);
    }

    /** A loss. */
    public static <L extends Loss> CustomObject<L> loss(
            String name, Class<L> type, Reader<L> reader, Function<L, Map<String, Object>> writer) {
        return new CustomObject<>(name, type, reader, writer);
    }

    /** A metric. */
    public static <M extends Metric> CustomObject<M> metric(
            String name, Class<M> type, Reader<M> reader, Function<M, Map<String, Object>> writer) {
        return new CustomObject<>(name, type, reader, writer);
    }

    String className() {
        return name.substring(name.indexOf('>') + 1);
    }

    /** The arguments of an object of this class, in the order of their names. */
    Map<String, Object> arguments(Object object) {
        return new TreeMap<>(writer.apply(type.cast(object)));
    }

    /** Keras's object, which names the class as a registered one. */
    Map<String, Object> write(Fields fields, Object object) {
        arguments(object).forEach(fields::with);
        Map<String, Object> written = Terms.keras(name.substring(0, name.indexOf('>')), className(), fields.toMap());
        written.put("registered_name", name);
        return written;
    }
}
