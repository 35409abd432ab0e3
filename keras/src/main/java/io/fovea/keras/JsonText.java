package io.fovea.keras;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON that is not trusted into a tree of bounded depth and size. A field that occurs twice is refused: readers differ in
 * which of the two they take. Python writes NaN and Infinity as bare words, so they are numbers here, too; who needs a finite
 * one refuses them by the field's name.
 */
final class JsonText {
    /** A model nested into another adds some six levels. */
    private static final int DEEPEST = 256;

    /** A network of 10,000 layers has some 500,000 values. */
    private static final int MOST_VALUES = 2_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(
            JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(2 * DEEPEST).build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            // A number is read out of the middle of the text.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final JsonParser parser;
    private int values;

    private JsonText(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * The value that {@code bytes} hold.
     *
     * @param name of the text, for messages
     * @throws KerasFileException when they are no JSON, or too deep or too large a tree, or an object has a field twice
     */
    static JsonNode parse(String name, byte[] bytes) throws KerasFileException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            JsonText text = new JsonText(name, parser);
            JsonNode root = text.value(parser.nextToken(), 0);
            if (parser.nextToken() != null) {
                throw text.refused("has something after its end");
            }
            return root;
        } catch (JacksonException e) {
            // The library's message names its classes and settings.
            throw new KerasFileException(name + " is no JSON that can be read" + place(e.getLocation()), e);
        }
    }

    private static String place(TokenStreamLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private KerasFileException refused(String why) {
        return new KerasFileException(name + " " + why + place(parser.currentTokenLocation()));
    }

    private JsonNode value(JsonToken token, int depth) throws KerasFileException {
        if (depth > DEEPEST) {
            throw refused("has lists and objects in each other more than " + DEEPEST + " deep, which no model needs,");
        }
        if (++values > MOST_VALUES) {
            throw refused("has more than " + MOST_VALUES + " values, which no model needs,");
        }
        if (token == JsonToken.START_OBJECT) {
            return object(depth);
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = JSON.createArrayNode();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                array.add(value(next, depth + 1));
            }
            return array;
        }
        if (token == null) {
            throw refused("is cut off");
        }
        return JSON.readTree(parser);
    }

    private ObjectNode object(int depth) throws KerasFileException {
        ObjectNode object = JSON.createObjectNode();
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonNode value = value(parser.nextToken(), depth + 1);
            if (object.replace(field, value) != null) {
                throw refused("has the field '" + field + "' twice in one object");
            }
        }
        return object;
    }
}
