package io.fovea;

import java.util.HashSet;
import java.util.Set;

import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;

/**
 * Floating point operations that one sample takes, a multiplication and an addition counted as two. What is bound by memory
 * accesses (pooling, normalization, activations) is not counted.
 *
 * @param forward of an inference
 * @param training of a training step: besides the forward pass the gradient of each kernel, and of each input with something
 *     before it that learns
 */
public record Flops(long forward, long training) {
    /** The operations of a model. */
    public static Flops of(Model model) {
        long forward = 0;
        long training = 0;
        Set<Node> trainable = new HashSet<>();
        for (Node node : model.nodes()) {
            Layer layer = node.layer();
            long flops = 2 * layer.multiplyAdds(node.inputs().stream().map(model::shape).toList());
            boolean trainableBefore = node.inputs().stream().anyMatch(trainable::contains);
            if (trainableBefore || model.weights(layer).stream().anyMatch(Weight::trainable)) {
                trainable.add(node);
            }
            forward += flops;
            training += flops * (trainableBefore ? 3 : 2);
        }
        return new Flops(forward, training);
    }
}
