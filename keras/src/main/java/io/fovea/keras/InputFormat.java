package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import io.fovea.layers.Input;

/** Keras's {@code InputLayer}: the shape of a batch, whose first size is open. */
final class InputFormat {
    static final LayerFormat<Input> INPUT =
            LayerFormat.of("InputLayer", Input.class, InputFormat::read, InputFormat::write);

    private InputFormat() {}

    private static Input read(Json config) throws KerasFileException {
        config.require("sparse", "false");
        config.require("ragged", "false");
        // Whether None may be passed in place of a tensor, which only calls from Python can do.
        config.ignore("optional");
        List<JsonNode> shape = config.list("batch_shape");
        int[] sizes = new int[Math.max(0, shape.size() - 1)];
        for (int i = 0; i < sizes.length; i++) {
            if (!Json.isWhole(shape.get(i + 1))) {
                throw new KerasFileException(
                        config.where() + ": 'batch_shape' is " + shape
                                + ", but every size after the first, the batch's, is a "
                                + "whole number from 1 to " + Integer.MAX_VALUE);
            }
            sizes[i] = shape.get(i + 1).asInt();
        }
        return Input.of(sizes);
    }

    private static Fields write(Input layer, String name) {
        List<Object> shape = new ArrayList<>(List.of(Terms.NULL));
        for (int size : layer.shape().toArray()) {
            shape.add(size);
        }
        return Fields.empty()
                .with("batch_shape", shape)
                .with("dtype", "float32")
                .with("sparse", false)
                .with("ragged", false)
                .with("name", name)
                .with("optional", false);
    }
}
