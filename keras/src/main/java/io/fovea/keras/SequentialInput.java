package io.fovea.keras;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.fovea.layers.Input;

/**
 * The input of a sequential model: its input layer, what its first layer or the input of the model that is its first layer says, or the
 * shape that it was built for.
 */
final class SequentialInput {
    private static final String SHAPE = "batch_shape";

    private SequentialInput() {}

    /** @param model the object of the model */
    static Optional<Input> of(JsonNode model) throws KerasFileException {
        JsonNode config = model.path("config");
        JsonNode first = config.path("layers").path(0);
        if (first.path("class_name").asString("").equals("InputLayer")) {
            return Optional.of((Input) LayerReader.read(first));
        }
        for (JsonNode shape : new JsonNode[]{
            first.path("config").path("batch_input_shape"), first.path("config").path(SHAPE),
            config.path("build_input_shape"), model.path("build_config").path("input_shape")}) {
            if (shape.isArray()) {
                return Optional.of(input(shape));
            }
        }
        return config.has("layers") && first.path("config").has("layers") ? of(first) : Optional.empty();
    }

    private static Input input(JsonNode shape) throws KerasFileException {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", "input_layer");
        config.set(SHAPE, shape);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("class_name", "InputLayer");
        object.set("config", config);
        return (Input) LayerReader.read(object);
    }
}
