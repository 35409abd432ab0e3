package io.fovea.keras;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/**
 * A graph as Keras sees it: its members are layers, and models that are used as layers. Such a model is a member where all of it is in the
 * graph and only its outputs are read; otherwise its layers are members.
 */
final class KerasGraph {
    private final String name;
    private final boolean sequential;
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final List<Use> uses = new ArrayList<>();
    private final Map<Node, Use> makers = new IdentityHashMap<>();
    private final Map<Node, Shape> shapes = new IdentityHashMap<>();
    private final Map<Object, String> names = new IdentityHashMap<>();

    /**
     * A use of a member.
     *
     * @param member a {@link Layer} or a {@link NestedModel}
     * @param reads what it reads
     * @param makes its outputs
     */
    record Use(Object member, List<Node> reads, List<Node> makes) {}

    private KerasGraph(
            String name, boolean sequential, List<Node> inputs, List<Node> outputs, List<Node> nodes,
            Map<Layer, String> layerNames) {
        this.name = name;
        this.inputs = inputs;
        this.outputs = outputs;
        for (Node node : nodes) {
            shapes.put(node, node.layer().outputShape(node.inputs().stream().map(this::shape).toList()));
        }
        addUses(nodes);
        this.sequential = sequential && isChain();
        nameMembers(layerNames);
    }

    static KerasGraph of(Model model) {
        Map<Layer, String> names = new IdentityHashMap<>();
        model.layers().forEach(layer -> names.put(layer, model.layerName(layer)));
        return new KerasGraph(
                model.name(), model instanceof Sequential, model.inputs(), model.outputs(), model.nodes(), names);
    }

    /** The graph of a member. */
    KerasGraph inside(NestedModel member) {
        return new KerasGraph(
                name(member), member.sequential(), member.inputs(), member.outputs(), member.nodes(), member.names());
    }

    private void addUses(List<Node> nodes) {
        Set<NestedModel> whole = whole(nodes);
        Set<NestedModel.Use> added = new HashSet<>();
        for (Node node : nodes) {
            NestedModel.Use nesting = node.nesting().filter(use -> whole.contains(use.model())).orElse(null);
            if (nesting == null) {
                Use use = new Use(node.layer(), node.inputs(), List.of(node));
                uses.add(use);
                makers.put(node, use);
            } else if (added.add(nesting)) {
                Use use = new Use(nesting.model(), nesting.inputs(), nesting.outputs());
                uses.add(use);
                nesting.nodes().forEach(each -> makers.put(each, use));
            }
        }
    }

    /** The models that can be members. */
    private Set<NestedModel> whole(List<Node> nodes) {
        Set<NestedModel> whole = new HashSet<>();
        Map<Layer, Object> members = new IdentityHashMap<>();
        Set<Object> broken = new HashSet<>();
        Set<Node> own = new HashSet<>(nodes);
        for (Node node : nodes) {
            Object member = node.nesting().<Object>map(NestedModel.Use::model).orElse(node.layer());
            Object other = members.putIfAbsent(node.layer(), member);
            if (other != null && other != member) {
                // Two members share a layer, which Keras's files don't say.
                broken.add(member);
                broken.add(other);
            }
            node.nesting().ifPresent(use -> {
                whole.add(use.model());
                if (!own.containsAll(use.nodes()) || !own.containsAll(use.inputs()) || !sameShapes(use)) {
                    broken.add(use.model());
                }
            });
            for (Node read : node.inputs()) {
                if (!read.nesting().equals(node.nesting())) {
                    addUnlessOutput(read, broken);
                }
            }
        }
        outputs.forEach(output -> addUnlessOutput(output, broken));
        whole.removeAll(broken);
        return whole;
    }

    private static void addUnlessOutput(Node read, Collection<Object> broken) {
        read.nesting().filter(use -> !use.outputs().contains(read)).ifPresent(use -> broken.add(use.model()));
    }

    /** Keras notes the shapes of a model's inputs in it. */
    private boolean sameShapes(NestedModel.Use use) {
        for (int i = 0; i < use.inputs().size(); i++) {
            if (!(use.model().inputs().get(i).layer() instanceof Input input)
                    || !input.shape().equals(shape(use.inputs().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private boolean isChain() {
        List<Node> before = inputs;
        Set<Object> members = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Use use : uses) {
            boolean isInput = use.makes().equals(inputs);
            if (!isInput && (!use.reads().equals(before) || use.makes().size() != 1) || !members.add(use.member())) {
                return false;
            }
            before = use.makes();
        }
        return before.equals(outputs) && inputs.size() == 1;
    }

    private void nameMembers(Map<Layer, String> layerNames) {
        Set<String> taken = new HashSet<>();
        for (Use use : uses) {
            if (use.member() instanceof Layer layer && !names.containsKey(layer)) {
                names.put(layer, free(layerNames.getOrDefault(layer, Place.snakeCase(layer.kind())), taken));
            }
        }
        for (Use use : uses) {
            if (use.member() instanceof NestedModel model && !names.containsKey(model)) {
                names.put(model, free(model.name(), taken));
            }
        }
    }

    private static String free(String base, Set<String> taken) {
        String free = base;
        for (int i = 1; !taken.add(free); i++) {
            free = base + "_" + i;
        }
        return free;
    }

    String name() {
        return name;
    }

    /** Whether Keras can hold it as a Sequential. */
    boolean sequential() {
        return sequential;
    }

    List<Node> inputs() {
        return inputs;
    }

    List<Node> outputs() {
        return outputs;
    }

    /** The uses of its members, each after those that it reads. */
    List<Use> uses() {
        return uses;
    }

    /** The uses of a member. */
    List<Use> uses(Object member) {
        return uses.stream().filter(use -> use.member() == member).toList();
    }

    /** The use that makes a node. */
    Use maker(Node node) {
        Use maker = makers.get(node);
        if (maker == null) {
            throw new IllegalArgumentException("the model has no such node: " + node.layer());
        }
        return maker;
    }

    /** The name of a member. */
    String name(Object member) {
        return names.getOrDefault(member, "");
    }

    /** The shape of a node's output. */
    Shape shape(Node node) {
        Shape shape = shapes.get(node);
        if (shape == null) {
            throw new IllegalArgumentException("the model has no such node: " + node.layer());
        }
        return shape;
    }

    /** The members in the order of Keras. */
    List<Object> members() {
        return sequential ? uses.stream().map(Use::member).toList() : KerasOrder.of(this);
    }
}
