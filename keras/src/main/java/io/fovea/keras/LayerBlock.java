package io.fovea.keras;

import java.util.List;

import io.fovea.layers.Layer;
import io.fovea.layers.Node;

/** A layer of a file. */
final class LayerBlock implements Block {
    private final String name;
    private final Layer layer;
    private final Json config;
    private final AxisRule axes;
    private final WeightCount count;
    private boolean used;

    /**
     * A layer.
     *
     * @param name its name in the file; in the model it may have another
     * @param config its arguments
     * @param axes along which it may work
     */
    LayerBlock(String name, Layer layer, Json config, AxisRule axes, WeightCount count) {
        this.name = name;
        this.layer = layer;
        this.config = config;
        this.axes = axes;
        this.count = count;
    }

    @Override
    public String name() {
        return name;
    }

    /** The layer in the model. */
    Layer layer() {
        return layer;
    }

    /** Refuses a layer that works along an axis that it can't: only the shape of its input says which is the last. */
    @Override
    public List<Node> apply(List<Node> inputs) throws KerasFileException {
        Node node = layer.apply(inputs.toArray(Node[]::new));
        count.add(node, config.where(), !used);
        used = true;
        if (!inputs.isEmpty()) {
            axes.check(config, count.shape(inputs.getFirst()).rank());
        }
        return List.of(node);
    }
}
