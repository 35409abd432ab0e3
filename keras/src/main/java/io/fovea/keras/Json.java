package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the fields of a JSON object. A message about a field that is not as it should be names the object, the field and its
 * value. {@link #refuseUnread} refuses the fields that were not asked for.
 */
final class Json {
    private static final int LONGEST = 200;

    private final String where;
    private final JsonNode node;
    private final Set<String> asked = new TreeSet<>();

    /**
     * An object.
     *
     * @param where what it describes, for messages
     */
    Json(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    /** What the object describes. */
    String where() {
        return where;
    }

    /** The object. */
    JsonNode node() {
        return node;
    }

    /** The value of a field; Jackson's "missing" where there is none, which is of no type. */
    private JsonNode value(String field) {
        asked.add(field);
        return node.path(field);
    }

    /** Knows fields that change nothing here. */
    void ignore(String... fields) {
        asked.addAll(List.of(fields));
    }

    /**
     * Refuses a field that was not asked for and is not null, which is how Keras says that something is not used.
     *
     * @throws KerasFileException when there is one; the message names it and those that are known
     */
    void refuseUnread() throws KerasFileException {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!asked.contains(field.getKey()) && !field.getValue().isNull()) {
                throw new KerasFileException(
                        where + ": the argument '" + field.getKey() + "' is " + shown(field.getValue())
                                + ", but it is not supported, so the model would compute something else than in Keras; "
                                + "supported are " + String.join(", ", asked));
            }
        }
    }

    private KerasFileException wrong(String field, String expected) {
        JsonNode value = value(field);
        return new KerasFileException(
                where + ": '" + field + "' should be " + expected + ", but is "
                        + (value.isMissingNode() ? "missing" : shown(value)));
    }

    /** A value in a message: its beginning. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    String text(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (!value.isString()) {
            throw wrong(field, "a string");
        }
        return value.asString();
    }

    int integer(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (!isWhole(value)) {
            throw wrong(field, "a whole number of at most 2147483647");
        }
        return value.asInt();
    }

    static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt();
    }

    double number(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw wrong(field, "a number of at most 1.8e308");
        }
        return value.asDouble();
    }

    boolean flag(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (!value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value.asBoolean();
    }

    /** Two numbers, as a list or as one that stands for both. */
    int[] pair(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (isWhole(value)) {
            return new int[]{value.asInt(), value.asInt()};
        }
        if (!value.isArray() || value.size() != 2 || !isWhole(value.get(0))
                || !isWhole(value.get(1))) {
            throw wrong(field, "two whole numbers of at most 2147483647");
        }
        return new int[]{value.get(0).asInt(), value.get(1).asInt()};
    }

    /** Whole numbers, as a list. */
    int[] integers(String field) throws KerasFileException {
        JsonNode value = value(field);
        boolean fits = value.isArray();
        int[] numbers = new int[value.size()];
        for (int i = 0; fits && i < numbers.length; i++) {
            fits = isWhole(value.get(i));
            numbers[i] = fits ? value.get(i).asInt() : 0;
        }
        if (!fits) {
            throw wrong(field, "a list of whole numbers of at most 2147483647");
        }
        return numbers;
    }

    /** Numbers, as a list of any depth or as a single one. */
    List<Double> numbers(String field) throws KerasFileException {
        List<Double> numbers = new ArrayList<>();
        if (!collect(value(field), numbers) || numbers.isEmpty()) {
            throw wrong(field, "a number, or a list of numbers");
        }
        return numbers;
    }

    private static boolean collect(JsonNode node, List<Double> numbers) {
        if (node.isNumber() && Double.isFinite(node.asDouble())) {
            numbers.add(node.asDouble());
            return true;
        }
        boolean fits = node.isArray();
        for (int i = 0; fits && i < node.size(); i++) {
            fits = collect(node.get(i), numbers);
        }
        return fits;
    }

    /** Two pairs of numbers: before and after, of rows and of columns; one number or one pair stands for more. */
    int[] edges(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (value.isArray() && value.size() == 2 && value.get(0).isArray()) {
            Json pairs = new Json(
                    where, JsonNodeFactory.instance.objectNode().set("0", value.get(0)).set("1", value.get(1)));
            return new int[]{pairs.pair("0")[0], pairs.pair("0")[1], pairs.pair("1")[0], pairs.pair("1")[1]};
        }
        int[] pair = pair(field);
        return new int[]{pair[0], pair[0], pair[1], pair[1]};
    }

    Json object(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (!value.isObject()) {
            throw wrong(field, "an object");
        }
        return new Json(where, value);
    }

    List<JsonNode> list(String field) throws KerasFileException {
        JsonNode value = value(field);
        if (!value.isArray()) {
            throw wrong(field, "a list");
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    /** A field that may be missing or null. */
    Optional<JsonNode> optional(String field) {
        JsonNode value = value(field);
        return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    /** Refuses a field that is there with another value than the one that is known. */
    void require(String field, String allowed) throws KerasFileException {
        Optional<JsonNode> value = optional(field);
        if (value.isPresent() && !plain(value.get()).equals(allowed)) {
            throw new KerasFileException(
                    where + ": '" + field + "' is " + shown(value.get()) + ", but only " + allowed + " is supported");
        }
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    /** Refuses a field that is there and not null. */
    void refuse(String field) throws KerasFileException {
        Optional<JsonNode> value = optional(field);
        if (value.isPresent()) {
            throw new KerasFileException(where + ": '" + field + "' is not supported, but is " + shown(value.get()));
        }
    }
}
