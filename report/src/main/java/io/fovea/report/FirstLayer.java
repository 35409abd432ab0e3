package io.fovea.report;

import java.util.List;
import java.util.Optional;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.data.Samples;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * The first convolution of a model with one input.
 *
 * @param model that it belongs to
 * @param node the convolution
 */
record FirstLayer(Model model, Node node) {
    /** That of {@code model}; empty where it has several inputs or no {@code Conv2D}. */
    static Optional<FirstLayer> of(Model model) {
        return model.inputs().size() == 1
                ? model.nodes().stream().filter(node -> node.layer() instanceof Conv2D).findFirst()
                        .map(node -> new FirstLayer(model, node))
                : Optional.empty();
    }

    /** Its name in the model. */
    String name() {
        return model.layerName(node.layer());
    }

    /** What it makes of samples, after its activation. */
    Tensor maps(Samples samples) {
        try (Graph part = Graph.of(model.inputs().getFirst(), node)) {
            for (Layer layer : part.layers()) {
                for (Weight weight : model.weights(layer)) {
                    part.setWeight(layer, weight, model.weight(layer, weight));
                }
            }
            return part.predict(List.of(samples)).getFirst();
        }
    }

    /** Channel {@code index} of the first sample, as an image of one channel. */
    static Tensor channel(Tensor maps, int index) {
        Shape shape = maps.sampleShape();
        float[] values = new float[shape.size() / shape.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = maps.values()[i * shape.channels() + index];
        }
        return new Tensor(1, shape.withChannels(1), values);
    }
}
