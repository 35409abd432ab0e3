package io.fovea.keras;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import io.fovea.layers.Extent;

/** The arguments of a layer as they are written, in this order: the same model makes the same bytes. */
final class Fields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Fields() {}

    /** None. */
    static Fields empty() {
        return new Fields();
    }

    /** Those that all layers but Keras's input have. */
    static Fields of(String layerName) {
        return empty()
                .with("name", layerName)
                .with("trainable", true)
                .with("dtype", Terms.keras("keras", "DTypePolicy", Map.of("name", "float32")));
    }

    /** With one more. */
    Fields with(String argument, Object value) {
        fields.put(argument, value);
        return this;
    }

    /** Without an argument. */
    Fields without(String argument) {
        fields.remove(argument);
        return this;
    }

    /** Of a layer that training does not change; an input has no weights that it could. */
    Fields frozen() {
        fields.computeIfPresent("trainable", (argument, before) -> false);
        return this;
    }

    /** With the axes of a whole sample where the argument {@code axis} is one. */
    Fields axes(int rank) {
        if (fields.get(ConfigReader.AXIS) == Extent.SAMPLE) {
            fields.put(ConfigReader.AXIS, IntStream.rangeClosed(1, rank).boxed().toList());
        }
        return this;
    }

    Map<String, Object> toMap() {
        return fields;
    }
}
