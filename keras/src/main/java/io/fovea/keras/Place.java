package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.fovea.layers.Layer;

/**
 * Where a file keeps a layer's weights.
 *
 * @param layer the layer
 * @param path its group in {@code model.weights.h5}: {@code layers/conv2d_1}, and of a layer of a model that is used as a layer {@code
 *     layers/functional/layers/conv2d}
 * @param group the layer of the whole model that it belongs to, itself or the model that holds it: its group in a legacy file
 * @param trainable whether Keras would train it
 */
record Place(Layer layer, String path, String group, boolean trainable) {
    /** Names the groups of the layers of one model, in order: their classes and a number, not their names. */
    static final class Names {
        private final String folder;
        private final Map<String, Integer> used = new HashMap<>();

        /** @param parent the group of the model, empty for the whole one */
        Names(String parent) {
            folder = parent + "layers/";
        }

        String next(String className) {
            String base = snakeCase(className);
            int count = used.merge(base, 1, Integer::sum) - 1;
            return folder + base + (count == 0 ? "" : "_" + count);
        }
    }

    /** The places of layers that are none of a nested model. */
    static List<Place> flat(List<Layer> layers, List<String> classNames) {
        Names names = new Names("");
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            places.add(new Place(layers.get(i), names.next(classNames.get(i)), layers.get(i).name(), true));
        }
        return places;
    }

    /** Keras's rule: {@code LeakyReLU} becomes {@code leaky_re_lu}. */
    static String snakeCase(String className) {
        return className.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
