package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON object, each with a message that says where it stands when it is not what it should be.
 *
 * @param where what the object describes, for messages
 * @param node the object
 */
record Json(String where, JsonNode node) {
    private KerasFileException wrong(String field, String expected) {
        JsonNode value = node.get(field);
        return new KerasFileException(
                where + ": '" + field + "' should be " + expected + ", but is " + (value == null ? "missing" : value));
    }

    String text(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw wrong(field, "a string");
        }
        return value.asString();
    }

    int integer(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value == null || !isWhole(value)) {
            throw wrong(field, "a whole number");
        }
        return value.asInt();
    }

    static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt();
    }

    double number(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value == null || !value.isNumber()) {
            throw wrong(field, "a number");
        }
        return value.asDouble();
    }

    boolean flag(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value == null || !value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value.asBoolean();
    }

    /** Two numbers, as a list or as one that stands for both. */
    int[] pair(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value != null && isWhole(value)) {
            return new int[]{value.asInt(), value.asInt()};
        }
        if (value == null || !value.isArray() || value.size() != 2 || !isWhole(value.get(0))
                || !isWhole(value.get(1))) {
            throw wrong(field, "two whole numbers");
        }
        return new int[]{value.get(0).asInt(), value.get(1).asInt()};
    }

    Json object(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value == null || !value.isObject()) {
            throw wrong(field, "an object");
        }
        return new Json(where, value);
    }

    List<JsonNode> list(String field) throws KerasFileException {
        JsonNode value = node.get(field);
        if (value == null || !value.isArray()) {
            throw wrong(field, "a list");
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    /** A field that may be missing or null. */
    Optional<JsonNode> optional(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Refuses a field that is there with another value than the one that is known. */
    void require(String field, String allowed) throws KerasFileException {
        Optional<JsonNode> value = optional(field);
        if (value.isPresent() && !plain(value.get()).equals(allowed)) {
            throw new KerasFileException(
                    where + ": '" + field + "' is " + value.get() + ", but only " + allowed + " is supported");
        }
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    /** Refuses a field that is there and not null. */
    void refuse(String field) throws KerasFileException {
        Optional<JsonNode> value = optional(field);
        if (value.isPresent()) {
            throw new KerasFileException(where + ": '" + field + "' is not supported, but is " + value.get());
        }
    }
}
