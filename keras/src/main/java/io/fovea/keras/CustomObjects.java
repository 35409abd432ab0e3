package io.fovea.keras;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import io.fovea.layers.Layer;
import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;

/**
 * The classes of a user's own that a file may hold, for {@link KerasFile}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var mine = CustomObjects.of(CustomObject.layer("mine>Gain", Gain.class, config -> new Gain(""), gain -> Map.of()));
 * KerasFile.save(model, file, ModelNotes.none(), mine);
 * Model again = KerasFile.load(file, mine).model();
 * }</pre>
 */
public final class CustomObjects {
    private static final CustomObjects NONE = new CustomObjects(List.of());

    private final List<CustomObject<?>> all;

    private CustomObjects(List<CustomObject<?>> all) {
        this.all = all;
    }

    /** No classes but those of Keras and Fovea. */
    public static CustomObjects none() {
        return NONE;
    }

    /**
     * These classes.
     *
     * @throws IllegalArgumentException when two have one name
     */
    public static CustomObjects of(CustomObject<?>... objects) {
        long names = List.of(objects).stream().map(CustomObject::name).distinct().count();
        if (names < objects.length) {
            throw new IllegalArgumentException(
                    "two custom objects have one name: " + List.of(objects).stream().map(CustomObject::name).toList());
        }
        return new CustomObjects(List.of(objects));
    }

    private Optional<CustomObject<?>> named(String name, Class<?> kind) {
        return all.stream().filter(o -> o.name().equals(name) && kind.isAssignableFrom(o.type())).findFirst();
    }

    private Optional<CustomObject<?>> of(Object object) {
        return all.stream().filter(o -> o.type().isInstance(object)).findFirst();
    }

    /** The format of a layer's registered name. */
    Optional<LayerFormat<Layer>> layer(String name) {
        return named(name, Layer.class).map(CustomObjects::format);
    }

    /** The format of a layer. */
    Optional<LayerFormat<Layer>> layer(Layer layer) {
        return of((Object) layer).map(CustomObjects::format);
    }

    /**
     * The format that a layer is written in: one of these, or Keras's.
     *
     * @throws KerasFileException when neither has it
     */
    LayerFormat<?> format(Layer layer) throws KerasFileException {
        Optional<LayerFormat<Layer>> own = layer(layer);
        return own.isPresent() ? own.get() : LayerFormats.of(layer);
    }

    private static LayerFormat<Layer> format(CustomObject<?> object) {
        return new LayerFormat<>(
                object.className(), Layer.class, layer -> object.type().isInstance(layer), false, AxisRule.ANY,
                config -> (Layer) object.reader().read(new CustomConfig(config)),
                (layer, name) -> {
                    Fields fields = Fields.of(name);
                    object.arguments(layer).forEach(fields::with);
                    return fields;
                }, Optional.of(object.name()));
    }

    /** The loss of an object in a file, where it is one of these. */
    Optional<Loss> loss(JsonNode object) throws KerasFileException {
        return read(object, Loss.class).map(Loss.class::cast);
    }

    /** The metric of an object in a file, where it is one of these. */
    Optional<Metric> metric(JsonNode object) throws KerasFileException {
        return read(object, Metric.class).map(Metric.class::cast);
    }

    private Optional<Object> read(JsonNode object, Class<?> kind) throws KerasFileException {
        Optional<CustomObject<?>> found = named(object.path("registered_name").asString(""), kind);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode config = object.path("config");
        Json arguments =
                new Json(found.get().name(), config.isObject() ? config : JsonNodeFactory.instance.objectNode());
        arguments.ignore("name", "dtype", "reduction");
        Object read = found.get().reader().read(new CustomConfig(arguments));
        arguments.refuseUnread();
        return Optional.of(read);
    }

    /** The object of a loss or metric, where it is one of these. */
    Optional<Map<String, Object>> write(Object object, Fields fields) {
        return of(object).map(o -> o.write(fields, object));
    }
}
