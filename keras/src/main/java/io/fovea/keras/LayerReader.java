package io.fovea.keras;

import tools.jackson.databind.JsonNode;

import io.fovea.layers.Layer;

/** Reads a layer's object: what all layers have in common; the rest is the {@link LayerFormat}'s. */
final class LayerReader {
    private LayerReader() {}

    /**
     * The layer of an object with {@code class_name} and {@code config}.
     *
     * @throws KerasFileException when the class, or an argument that would change what it computes, isn't known; the message
     *     names layer, class and argument
     */
    static Layer read(JsonNode object) throws KerasFileException {
        Json layer = new Json("a layer", object);
        String className = layer.text("class_name");
        String name = layer.object("config").text("name");
        Json config = new Json("layer " + name + " (" + className + ")", layer.object("config").node());
        LayerFormat<?> format = LayerFormats.of(className, name);
        refuseCustom(layer, config);
        // 'trainable' is read by KerasFile: a frozen layer leaves the model uncompiled.
        config.ignore("name", "trainable");
        checkType(config);
        try {
            Layer read = format.reader().read(config);
            config.refuseUnread();
            return read.named(name);
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(config.where() + ": " + e.getMessage(), e);
        }
    }

    /** A class that a user registered may have the name of one of Keras's and compute something else. */
    private static void refuseCustom(Json layer, Json config) throws KerasFileException {
        JsonNode registered = layer.node().path("registered_name");
        if (registered.isString() && registered.asString().contains(">")) {
            throw new KerasFileException(
                    config.where() + " is a class of its own, " + registered.asString()
                            + "; only Keras's own layers are supported");
        }
    }

    private static void checkType(Json config) throws KerasFileException {
        JsonNode type = config.optional("dtype").orElse(config.node());
        String name = type.isString() ? type.asString() : type.path("config").path("name").asString("float32");
        if (!name.equals("float32")) {
            throw new KerasFileException(config.where() + " computes in " + name + ", but only float32 is supported");
        }
    }
}
