package io.fovea.bench.models;

import java.util.List;
import java.util.Map;

import io.fovea.Model;
import io.fovea.models.ModelZoo;
import io.fovea.tensor.Shape;

/**
 * The networks that the comparisons run: the tutorial's, and known ones that ask other things of an engine (batch normalization, skip
 * connections, depthwise convolutions, large images). Each has a twin in {@code bench/peers/keras_models.py} with as many weights.
 */
public final class Models {
    private static final Map<String, Shape> LARGE = Map.of(
            "resnet18", Shape.of(224, 224, 3), "mobilenet_v2", Shape.of(224, 224, 3), "efficientnet_b0",
            Shape.of(224, 224, 3));

    private Models() {}

    /** The names, as {@link #create} knows them. */
    public static List<String> names() {
        return ModelZoo.names();
    }

    /**
     * A model with random weights: for ten classes of images of 32 x 32, or a thousand of 224 x 224; with {@code _small} behind its
     * name a network for large images takes small ones.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Model create(String name) {
        if (name.endsWith("_small") && !ModelZoo.names().contains(name)) {
            return ModelZoo.named(name.substring(0, name.length() - "_small".length()))
                    .create(Shape.of(32, 32, 3), 10);
        }
        Shape image = LARGE.getOrDefault(name, Shape.of(32, 32, 3));
        return ModelZoo.named(name).create(image, LARGE.containsKey(name) ? 1000 : 10);
    }
}
