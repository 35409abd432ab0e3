package io.fovea.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.fovea.layers.Layer;

/**
 * Finds the uses of one layer among a file's nodes, which know no layers: they read the same tensors. Some exporters write equal tensors
 * once, as those of fresh normalizations, which are layers of their own nevertheless; so only what was random at first, or has learned, tells.
 */
final class SharedLayers {
    private final Map<Key, Layer> layers = new HashMap<>();
    private final Map<float[], String> origins = new IdentityHashMap<>();

    /** A layer without its name, and for each weight the tensors that it was made of. */
    private record Key(Layer layer, Map<String, String> origins) {}

    /** @param tensors the names of those that the node reads: what new weights are made of */
    private Key key(Layer layer, Map<String, float[]> weights, List<String> tensors) {
        Map<String, String> made = new TreeMap<>();
        // Weights of a layer that was read before and is completed now have their origin.
        weights.forEach((name, values) -> made.put(name, origins.computeIfAbsent(values, _ -> tensors.toString())));
        return new Key(layer.named(""), made);
    }

    /**
     * The layer that an earlier node used with these weights.
     *
     * @param of the weights of layers that were read
     */
    Optional<Layer> find(
            Layer layer, Map<String, float[]> weights, List<String> tensors, Map<Layer, Map<String, float[]>> of) {
        return Optional.ofNullable(layers.get(key(layer, weights, tensors)))
                .filter(earlier -> weights.entrySet().stream().allMatch(weight -> Arrays.equals(
                        weight.getValue(), Objects.requireNonNull(of.get(earlier)).get(weight.getKey()))));
    }

    /** Notes a layer. */
    void add(Layer layer, Map<String, float[]> weights, List<String> tensors) {
        if (weights.containsKey("kernel") || hasLearned(weights)) {
            layers.putIfAbsent(key(layer, weights, tensors), layer);
        }
    }

    private static boolean hasLearned(Map<String, float[]> weights) {
        float[] mean = weights.getOrDefault("moving_mean", new float[0]);
        for (float value : mean) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }
}
