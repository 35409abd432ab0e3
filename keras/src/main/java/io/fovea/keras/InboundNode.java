package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * One use of a layer as Keras 3 writes it: {@code {"args": [tensor or list of tensors], "kwargs": {}}}, where a tensor is named
 * by its {@code keras_history}: layer, number of the use, number of the layer's output.
 */
final class InboundNode {
    private InboundNode() {}

    /** The key of a use. */
    static String key(String layer, int use) {
        return layer + "/" + use;
    }

    /** The key of the use whose output a {@code keras_history} names. */
    static String key(JsonNode history) {
        return key(history.path(0).asString(""), history.path(1).asInt(0));
    }

    /**
     * The keys of the tensors that a use reads.
     *
     * @param where what the layer is called in messages
     * @throws KerasFileException when the layer is called with anything but tensors
     */
    static List<String> reads(String where, JsonNode use) throws KerasFileException {
        List<String> reads = new ArrayList<>();
        collect(where, use.path("args"), reads);
        for (Map.Entry<String, JsonNode> extra : use.path("kwargs").properties()) {
            // Keras notes false for 'training' and puts what is being done in its place when the model runs.
            if (!extra.getValue().isNull() && !extra.getKey().equals("training")) {
                throw new KerasFileException(
                        where + " is called with " + extra.getKey() + " = " + extra.getValue()
                                + ", which is not supported");
            }
        }
        if (reads.isEmpty()) {
            throw new KerasFileException(where + " is used in a way that isn't known: " + use);
        }
        return reads;
    }

    private static void collect(String where, JsonNode node, List<String> reads) throws KerasFileException {
        if (node.path("class_name").asString("").equals("__keras_tensor__")) {
            JsonNode history = node.path("config").path("keras_history");
            if (history.path(2).asInt(-1) != 0) {
                throw new KerasFileException(where + " reads an output that isn't known: " + history);
            }
            reads.add(key(history));
        } else if (node.isArray()) {
            for (JsonNode each : node) {
                collect(where, each, reads);
            }
        } else {
            throw new KerasFileException(where + " is given " + node + ", but only layers' outputs are supported");
        }
    }
}
