package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;
import io.fovea.layers.Node;

/** A model that is used as a layer. Each use takes copies of its nodes, which know that they belong together. */
final class NestedBlock implements Block {
    private final Block inside;
    private final List<String> inputs;
    private final Map<Layer, String> names;
    private final WeightCount count;
    private Optional<NestedModel> model = Optional.empty();

    /**
     * A model.
     *
     * @param inside its graph
     * @param inputs the names of its inputs
     * @param names of its layers in the file, by identity; the model around it may call them otherwise
     */
    NestedBlock(Block inside, List<String> inputs, Map<Layer, String> names, WeightCount count) {
        this.inside = inside;
        this.inputs = inputs;
        this.names = names;
        this.count = count;
    }

    @Override
    public String name() {
        return inside.name();
    }

    boolean sequential() {
        return inside instanceof SequentialBlock;
    }

    private String where() {
        return "model " + name();
    }

    @Override
    public List<Node> apply(List<Node> given) throws KerasFileException {
        if (given.size() != inputs.size()) {
            throw new KerasFileException(where() + " takes " + inputs.size() + " inputs, but is given " + given.size());
        }
        if (model.isEmpty()) {
            model = Optional.of(build(given));
        }
        NestedModel.Use use = model.get().apply(given);
        for (Node node : use.nodes()) {
            count.add(node, where(), false);
        }
        return use.outputs();
    }

    private NestedModel build(List<Node> given) throws KerasFileException {
        List<Node> own = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Input input = new Input(inputs.get(i), count.shape(given.get(i)));
            Node node = input.apply();
            count.add(node, where(), false);
            names.put(input, input.name());
            own.add(node);
        }
        return new NestedModel(name(), sequential(), own, inside.apply(own), names);
    }
}
