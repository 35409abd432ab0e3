package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * One use of a layer. Keras 3 writes {@code {"args": [tensor or list of tensors], "kwargs": {}}}, where a tensor is named by its
 * {@code keras_history}: layer, number of the use, number of the layer's output. Keras 2 writes a list of {@code [layer, use, output,
 * kwargs]}.
 */
final class InboundNode {
    private InboundNode() {}

    /** The key of a tensor. */
    static String key(String layer, int use, int output) {
        return layer + "/" + use + "/" + output;
    }

    /** The key of the tensor that a {@code keras_history} names. */
    static String key(JsonNode history) {
        return key(history.path(0).asString(""), history.path(1).asInt(0), history.path(2).asInt(0));
    }

    /** Whether a use is written as Keras 2 does. */
    static boolean isLegacy(JsonNode use) {
        return use.isArray();
    }

    /**
     * The keys of the tensors that a use reads.
     *
     * @param where what the layer is called in messages
     * @throws KerasFileException when the layer is called with anything but tensors
     */
    static List<String> reads(String where, JsonNode use) throws KerasFileException {
        List<String> reads = new ArrayList<>();
        if (isLegacy(use)) {
            boolean single = use.path(0).isString();
            for (JsonNode tensor : single ? List.of(use) : use) {
                checkArguments(where, tensor.path(3));
                reads.add(key(tensor));
            }
        } else {
            collect(where, use.path("args"), reads);
            checkArguments(where, use.path("kwargs"));
        }
        if (reads.isEmpty()) {
            throw new KerasFileException(where + " is used in a way that isn't known: " + use);
        }
        return reads;
    }

    /** Keras notes false for 'training' and puts what is being done in its place when the model runs; there are no masks here. */
    private static void checkArguments(String where, JsonNode arguments) throws KerasFileException {
        for (Map.Entry<String, JsonNode> extra : arguments.properties()) {
            if (!isEmpty(extra.getValue()) && !extra.getKey().equals("training")) {
                throw new KerasFileException(
                        where + " is called with " + extra.getKey() + " = " + extra.getValue()
                                + ", which is not supported");
            }
        }
    }

    /** Null, or a list of nothing else. */
    private static boolean isEmpty(JsonNode value) {
        if (!value.isArray()) {
            return value.isNull();
        }
        for (JsonNode item : value) {
            if (!item.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static void collect(String where, JsonNode node, List<String> reads) throws KerasFileException {
        if (node.path("class_name").asString("").equals("__keras_tensor__")) {
            reads.add(key(node.path("config").path("keras_history")));
        } else if (node.isArray()) {
            for (JsonNode each : node) {
                collect(where, each, reads);
            }
        } else {
            throw new KerasFileException(where + " is given " + node + ", but only layers' outputs are supported");
        }
    }
}
