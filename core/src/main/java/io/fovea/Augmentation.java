package io.fovea;

import java.util.List;
import java.util.Set;

import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.BatchFeed;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.optimizers.SGD;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * What layers without weights make of images in training: to look at an augmentation before it is used.
 *
 * <p>Example: {@code new Augmentation(RandomFlip.of(), RandomRotation.of(0.1)).apply(data.images(), 1, 1)}
 */
public final class Augmentation {
    private final List<Layer> layers;

    /**
     * These layers, one after another.
     *
     * @param layers one or more, without weights
     */
    public Augmentation(Layer... layers) {
        this(List.of(layers));
    }

    /**
     * These layers, one after another.
     *
     * @param layers one or more, without weights
     * @throws IllegalArgumentException when there are none
     */
    public Augmentation(List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("an augmentation needs one layer or more");
        }
        this.layers = List.copyOf(layers);
    }

    /**
     * The images as one batch after the layers, as they would be in a training.
     *
     * @param images one or more
     * @param seed of the random numbers
     * @param step of the training and its epoch, 1 or more: other numbers are drawn in each
     * @throws IllegalArgumentException when a layer can't take the images or has weights
     */
    public Tensor apply(Samples images, long seed, int step) {
        try (Memory weights = new Memory(); Workers workers = new Workers(1)) {
            return apply(network(images.shape(), weights), workers, images, seed, step);
        }
    }

    private Network network(Shape shape, Memory weights) {
        Node first = new Input("", shape).apply();
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        Network network = new Network(
                new Topology(List.of(first), List.of(node)), Kernels.preferred(), weights, new Lifecycle(() -> {}));
        if (!network.graph().parameters().isEmpty()) {
            throw new IllegalArgumentException("an augmentation has no weights, but these layers have");
        }
        return network;
    }

    private static Tensor apply(Network network, Workers workers, Samples images, long seed, int step) {
        try (OptimizerState none = new OptimizerState(new SGD().rule(), Set.of());
                Plan plan = Plan.training(
                        network.graph(), List.of(), none, images.size(), network.kernels(), workers)) {
            plan.run(
                    new BatchFeed(List.of(images), List.of(), BatchFeed.inOrder(images.size()), step), images.size(),
                    seed,
                    step, 0);
            int size = plan.outputSize(0);
            float[] values = new float[images.size() * size];
            for (int s = 0; s < images.size(); s++) {
                plan.output(0, s, values, s * size);
            }
            Topology topology = network.topology();
            return new Tensor(images.size(), topology.shape(topology.outputs().getFirst()), values);
        }
    }
}
