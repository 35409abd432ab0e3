package io.fovea.keras;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.node.ObjectNode;

/** Arguments that Keras 2 calls by other names than Keras 3. */
final class LegacyNames {
    private static final String BATCH_INPUT_SHAPE = "batch_input_shape";

    private LegacyNames() {}

    /** Gives the arguments of a layer their names in Keras 3. */
    static void modernize(String className, ObjectNode config) {
        boolean input = className.equals("InputLayer");
        rename(config, BATCH_INPUT_SHAPE, "batch_shape", input);
        rename(config, "alpha", "negative_slope", className.equals("LeakyReLU"));
        if (!input) {
            // The shape of the model's input, noted in its first layer.
            config.remove(BATCH_INPUT_SHAPE);
            config.remove("batch_shape");
        }
        if (className.equals("SeparableConv2D")) {
            // Its kernel is two, which have their own.
            config.remove(List.of("kernel_initializer", "kernel_regularizer", "kernel_constraint"));
        }
        if (Set.of("SeparableConv2D", "Conv2DTranspose", "DepthwiseConv2D").contains(className)) {
            removeOne(config, "groups");
        }
    }

    private static void rename(ObjectNode config, String old, String name, boolean applies) {
        if (applies && config.has(old) && !config.has(name)) {
            config.set(name, config.remove(old));
        }
    }

    /** Keras 2 writes this argument of layers that don't take another. */
    private static void removeOne(ObjectNode config, String field) {
        if (config.path(field).asInt(0) == 1) {
            config.remove(field);
        }
    }
}
