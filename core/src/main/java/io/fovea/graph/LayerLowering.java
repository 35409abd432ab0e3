package io.fovea.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.ElementPenalty;
import io.fovea.custom.ElementwisePenalty;
import io.fovea.custom.ParameterInfo;
import io.fovea.layers.Lowering;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.ops.CustomNode;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PenaltyOperation;
import io.fovea.ops.StoredWeight;
import io.fovea.ops.WeightLayout;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** What a layer sees while it is lowered. */
final class LayerLowering implements Lowering {
    private final Network network;
    private final Topology topology;
    private final Node node;
    /** What its operations may read. */
    private final Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());

    LayerLowering(Network network, Node node, List<Value> inputs) {
        this.network = network;
        topology = network.topology();
        this.node = node;
        known.addAll(inputs);
    }

    /** Refuses a value that no operation computes, and one of another shape than the layer promised. */
    void checkResult(Value value) {
        Shape shape = topology.shape(node);
        // A feature map may stand for a vector: the layers that read it take its elements as they lie.
        boolean fits = shape.rank() == 1
                ? value.size() == shape.size()
                : Shape.of(value.height(), value.width(), value.channels()).equals(shape.asImage());
        if (!fits) {
            throw new IllegalArgumentException(
                    "layer " + layerName() + " (" + node.layer().kind() + "): outputShape says " + shape
                            + ", but lower returns [" + value.height() + ", " + value.width() + ", "
                            + value.channels() + "]; both must agree");
        }
        if (!known.contains(value) && !node.inputs().isEmpty()) {
            throw new IllegalArgumentException(
                    "layer " + layerName() + " (" + node.layer().kind()
                            + "): lower returns a value that none of its operations computes");
        }
    }

    private void checkOperation(Operation operation) {
        for (Value input : operation.inputs()) {
            if (!known.contains(input)) {
                throw new IllegalArgumentException(
                        "layer " + layerName() + " (" + node.layer().kind() + "): an operation reads " + input
                                + ", which is neither an input of the layer nor computed before");
            }
        }
        if (!known.add(operation.output())) {
            throw new IllegalArgumentException(
                    "layer " + layerName() + " (" + node.layer().kind() + "): two operations compute "
                            + operation.output() + ", or one its own input");
        }
    }

    @Override
    public String name() {
        int use = topology.uses(node.layer()).indexOf(node);
        return use == 0 ? layerName() : layerName() + " (use " + (use + 1) + ")";
    }

    private String layerName() {
        return topology.name(node.layer());
    }

    @Override
    public int key() {
        return topology.nodes().indexOf(node);
    }

    @Override
    public List<Shape> inputShapes() {
        return topology.inputShapes(node);
    }

    @Override
    public int lanes() {
        return network.kernels().lanes();
    }

    @Override
    public Value value(Shape shape) {
        Shape image = shape.asImage();
        int height = image.dimension(0);
        int width = image.dimension(1);
        return node.inputs().isEmpty() && readPacked(node, new HashSet<>())
                ? new Value(name(), height, width, shape.channels(), shape.channels())
                : Value.padded(name(), height, width, shape.channels(), network.kernels().lanes());
    }

    /** Packed channels go from an input through layers that keep them to layers that read them. */
    private boolean readPacked(Node from, Set<Node> seen) {
        return !seen.add(from) || topology.readers(from).stream().allMatch(reader -> reader.layer()
                .readsPackedChannels()
                && (!reader.layer().keepsPackedChannels() || readPacked(reader, seen))
                && (network.weights(reader.layer()).isEmpty() || topology.uses(reader.layer()).stream()
                        .allMatch(use -> isPacked(use.inputs().getFirst(), seen))));
    }

    /** The weights of a layer lie as all its uses read them. */
    private boolean isPacked(Node read, Set<Node> seen) {
        Node from = read;
        while (from.layer().keepsPackedChannels()) {
            from = from.inputs().getFirst();
        }
        return from.inputs().isEmpty() && readPacked(from, seen);
    }

    @Override
    public boolean flattensForFree() {
        return readFlat(node);
    }

    private boolean readFlat(Node from) {
        List<Node> readers = topology.readers(from);
        return !readers.isEmpty()
                && !topology.outputs().contains(from)
                && readers.stream().allMatch(reader -> reader.layer().readsFlat()
                        || reader.layer().keepsFlat() && readFlat(reader));
    }

    @Override
    public Parameter parameter(String weight, WeightLayout layout) {
        return parts(weight, List.of(layout), Optional.empty()).getFirst();
    }

    @Override
    public List<Parameter> parameters(String weight, List<WeightLayout> layouts, IntUnaryOperator place) {
        return parts(weight, layouts, Optional.of(place));
    }

    private List<Parameter> parts(String weight, List<WeightLayout> layouts, Optional<IntUnaryOperator> place) {
        Weight description = network.weights(node.layer()).stream()
                .filter(w -> w.name().equals(weight))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "layer " + layerName() + " uses a weight '" + weight + "' that it does not list"));
        StoredWeight stored = network.stored(node.layer(), weight, () -> store(description, layouts, place));
        List<WeightLayout> known = stored.parts().stream().map(Parameter::layout).toList();
        if (!known.equals(layouts)) {
            throw new IllegalArgumentException(
                    "layer " + layerName() + " is used for inputs of different shapes, but its weights fit one: "
                            + layouts + " and " + known);
        }
        return stored.parts();
    }

    private StoredWeight store(
            Weight description, List<WeightLayout> layouts, Optional<IntUnaryOperator> place) {
        String name = layerName() + "/" + description.name();
        if (layouts.size() > 1) {
            checkParts(name, description);
        }
        List<Parameter> parts = new ArrayList<>();
        for (WeightLayout layout : layouts) {
            String own = layouts.size() == 1 ? name : name + " part " + parts.size();
            Shape shape = layouts.size() == 1
                    ? description.shape()
                    : Shape.of(layout.groups(), layout.channels(), layout.columns());
            parts.add(new Parameter(
                    new ParameterInfo(layerName(), description.name(), shape), own, layout,
                    description.trainable(), description.regularizer(), description.constraint(), network.memory()));
        }
        return new StoredWeight(List.copyOf(parts), place);
    }

    /** A norm over a weight is no function of its parts. */
    private void checkParts(String weight, Weight description) {
        description.regularizer().filter(penalty -> !(penalty instanceof ElementwisePenalty))
                .<Object>map(penalty -> penalty)
                .or(() -> description.constraint().filter(constraint -> !constraint.isElementwise()))
                .ifPresent(whole -> {
                    throw new IllegalArgumentException(
                            "the weight " + weight
                                    + " of a grouped or transposed convolution is kept in parts, so it "
                                    + "can have L1, L2, L1L2 and NonNeg, but not " + whole);
                });
    }

    @Override
    public Value apply(CustomOperation operation, List<Value> inputs, Shape shape) {
        Value output = value(shape);
        List<Parameter> used = network.weights(node.layer()).stream()
                .map(weight -> parameter(weight.name(), rowMajor(weight.shape())))
                .toList();
        return add(new CustomNode(name(), List.copyOf(inputs), output, used, operation));
    }

    @Override
    public Value addLoss(Value value, ElementPenalty penalty) {
        return add(new PenaltyOperation(name(), value, value.like(name()), penalty));
    }

    /** The last dimension becomes the columns of a matrix, the others its rows. */
    private WeightLayout rowMajor(Shape shape) {
        int rows = shape.size() / shape.channels();
        return new WeightLayout(1, rows, rows, shape.channels(), network.kernels().lanes());
    }

    @Override
    public Value add(Operation operation) {
        checkOperation(operation);
        network.add(operation);
        return operation.output();
    }
}
