package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.fovea.Model;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;

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

    /** The places of a model's layers but its inputs in the files that are written, in the order of Keras. */
    static List<Place> of(Model model, CustomObjects custom) {
        List<Place> places = new ArrayList<>();
        add(places, KerasGraph.of(model), "", custom);
        return places;
    }

    private static void add(List<Place> places, KerasGraph graph, String parent, CustomObjects custom) {
        Names names = new Names(parent);
        for (Object member : graph.members()) {
            switch (member) {
                case Input input -> {
                }
                case Layer layer -> places.add(
                        new Place(layer, names.next(className(layer, custom)), layer.name(), true));
                case NestedModel nested -> {
                    KerasGraph inside = graph.inside(nested);
                    String path = names.next(inside.sequential() ? "Sequential" : "Functional");
                    add(places, inside, path + "/", custom);
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    /** The class of a layer in Keras, or of a user's own layer, which may have none there but weights. */
    private static String className(Layer layer, CustomObjects custom) {
        try {
            return custom.format(layer).className();
        } catch (KerasFileException e) {
            return layer.kind();
        }
    }

    /** Keras's rule: {@code LeakyReLU} becomes {@code leaky_re_lu}. */
    static String snakeCase(String className) {
        return className.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
