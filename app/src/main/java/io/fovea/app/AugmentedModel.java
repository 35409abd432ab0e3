package io.fovea.app;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Samples;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;
import io.fovea.layers.Node;
import io.fovea.layers.Range;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Weight;

/** A model with augmentation behind its input, or behind the rescaling that follows it. Its weights are the model's. */
final class AugmentedModel {
    /** So many images say what range the numbers are in. */
    private static final int LOOKED_AT = 100;

    private AugmentedModel() {}

    /**
     * The model with what {@code list} says; {@code model} is closed, unless there is nothing to do.
     *
     * @param images that it is trained on
     * @throws UsageException when the changes are not for such images
     */
    static Model of(Model model, AugmentList list, Samples images) {
        if (list.isEmpty()) {
            return model;
        }
        boolean rescales = ModelReader.takesRawPixels(model);
        Range values = range(images);
        if (rescales) {
            values = rescaled(values, (Rescaling) model.layers().get(1));
        }
        List<Layer> changes = list.layers(images.shape(), values);
        try (model) {
            Model augmented = with(changes, model, model.layers().get(rescales ? 1 : 0));
            for (Layer layer : model.layers()) {
                for (Weight weight : model.weights(layer)) {
                    augmented.setWeight(layer, weight, model.weight(layer, weight));
                }
            }
            model.layers().stream().filter(layer -> !model.trainable(layer))
                    .forEach(layer -> augmented.trainable(layer, false));
            model.optimizer().ifPresent(o -> {
                augmented.compile(o, model.losses(), model.metrics());
                augmented.setOptimizerState(model.optimizerState());
            });
            return augmented;
        }
    }

    /** From 0 to 1, or where an image has more than that from 0 to 255. */
    static Range range(Samples images) {
        float[] image = new float[images.shape().size()];
        for (int i = 0; i < Math.min(LOOKED_AT, images.size()); i++) {
            images.read(i, image, 0);
            for (float value : image) {
                if (value > 1) {
                    return Range.BYTES;
                }
            }
        }
        return Range.UNIT;
    }

    private static Range rescaled(Range values, Rescaling rescaling) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rescaling.scales().size(); i++) {
            for (double end : new double[]{values.low(), values.high()}) {
                double value = end * rescaling.scales().get(i) + rescaling.offsets().get(i);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return Range.of(low, high);
    }

    /** The nodes again, those that read the first layer reading its augmented form. */
    private static Model with(List<Layer> changes, Model model, Layer first) {
        Map<Node, Node> replaced = new IdentityHashMap<>();
        List<Node> inputs = new ArrayList<>();
        Node changed = model.nodes().stream().filter(n -> n.layer() == first).findFirst().orElseThrow();
        for (Node node : model.nodes()) {
            if (replaced.containsKey(node)) {
                continue;
            }
            Optional<NestedModel.Use> whole = node.nesting().filter(use -> !use.nodes().contains(changed)
                    && replaced.keySet().containsAll(use.inputs()));
            if (whole.isPresent()) {
                use(whole.get(), replaced);
                continue;
            }
            Node copy = node.layer().apply(node.inputs().stream().map(replaced::get).toArray(Node[]::new));
            if (model.inputs().contains(node)) {
                inputs.add(copy);
            }
            if (node == changed) {
                for (Layer change : changes) {
                    copy = change.apply(copy);
                }
            }
            replaced.put(node, copy);
        }
        List<Node> outputs = model.outputs().stream().map(replaced::get).toList();
        return model instanceof Sequential && changed.nesting().isEmpty()
                ? Sequential.named(model.name(), inputs.getFirst(), outputs.getFirst())
                : Graph.named(model.name(), inputs, outputs);
    }

    /** A model that is used as a layer stays one. */
    private static void use(NestedModel.Use old, Map<Node, Node> replaced) {
        NestedModel.Use copy = old.model().apply(old.inputs().stream().map(replaced::get).toList());
        for (int i = 0; i < old.nodes().size(); i++) {
            replaced.put(old.nodes().get(i), copy.nodes().get(i));
        }
    }
}
