package io.fovea.keras;

import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Finds Python code in a configuration: Keras writes a lambda as its compiled bytecode, which its own reader runs with
 * {@code safe_mode=False}. There is nothing here that could run it, and a model without it would compute something else.
 */
final class PythonCode {
    private PythonCode() {}

    /** Where there is Python code, in words; empty: nowhere. */
    static Optional<String> find(JsonNode config) {
        return find(config, JsonPointer.empty());
    }

    private static Optional<String> find(JsonNode node, JsonPointer at) {
        String kind = node.path("class_name").asString("");
        if (kind.equals("Lambda") || kind.equals("__lambda__")) {
            String layer = node.path("config").path("name").asString("");
            return Optional.of(
                    "config.json has "
                            + (kind.equals("Lambda") ? "the Lambda layer '" + layer + "'" : "a Python lambda")
                            + " at " + at
                            + ", which is compiled Python code. Code from a file is never run: replace it by "
                            + "layers of Keras, as Rescaling or Activation, and save the model again");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Optional<String> found = find(field.getValue(), at.appendProperty(field.getKey()));
            if (found.isPresent()) {
                return found;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<String> found = find(node.get(i), at.appendIndex(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
