package io.fovea.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.ElementPenalty;
import io.fovea.data.Samples;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.ops.CustomNode;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PenaltyOperation;
import io.fovea.ops.WeightLayout;
import io.fovea.plan.OperationGraph;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Lifecycle.Work;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** A model's layers lowered to operations, and its weights. Plans are made from it. */
public final class Network {
    private final Topology topology;
    private final Kernels kernels;
    private final Memory memory;
    private final Lifecycle lifecycle;
    private final Map<Layer, Map<String, Parameter>> parameters = new IdentityHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final OperationGraph graph;
    private final AtomicLong version = new AtomicLong();
    private boolean direct;

    /**
     * Lowers the layers; the weights are zero until {@link #initialize}.
     *
     * @param memory for the weights
     * @param lifecycle whether the memory may be used
     */
    public Network(Topology topology, Kernels kernels, Memory memory, Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        this.topology = topology;
        this.kernels = kernels;
        this.memory = memory;
        Map<Node, Value> values = new IdentityHashMap<>();
        for (Node node : topology.nodes()) {
            List<Value> inputs = node.inputs().stream().map(values::get).toList();
            LayerLowering lowering = new LayerLowering(node, inputs);
            Value value = node.layer().lower(lowering, inputs);
            lowering.checkResult(value);
            values.put(node, value);
        }
        List<Value> in = topology.inputs().stream().map(values::get).toList();
        List<Value> out = topology.outputs().stream().map(values::get).toList();
        graph = new OperationGraph(in, List.copyOf(operations), out);
    }

    /** Sets every weight with its initializer. */
    public void initialize(long seed) {
        int key = 0;
        for (Layer layer : topology.layers()) {
            for (Weight weight : weights(layer)) {
                long own = Randoms.derive(seed, key++);
                parameter(layer, weight).write(weight.initializer().values(weight.shape(), own));
            }
        }
    }

    /** The weights of a layer in Keras's order. */
    public List<Weight> weights(Layer layer) {
        return layer.weights(topology.inputShapes(topology.firstUse(layer)));
    }

    /** A layer's weight in memory. */
    public Parameter parameter(Layer layer, Weight weight) {
        Parameter parameter = parameters.getOrDefault(layer, Map.of()).get(weight.name());
        if (parameter == null) {
            throw new IllegalStateException(
                    "layer " + topology.name(layer) + " has a weight '" + weight.name()
                            + "' that its operations don't use");
        }
        return parameter;
    }

    /** The numbers of a weight, row-major. */
    public float[] weight(Layer layer, Weight weight) {
        lifecycle.enter(Work.ACCESS);
        try {
            return parameter(layer, weight).read();
        } finally {
            lifecycle.exit(Work.ACCESS);
        }
    }

    /**
     * Sets the numbers of a weight.
     *
     * @throws IllegalArgumentException when there are too few or too many; nothing is changed then
     */
    public void setWeight(Layer layer, Weight weight, float[] values) {
        lifecycle.enter(Work.ACCESS);
        try {
            parameter(layer, weight).write(values);
            changed();
        } finally {
            lifecycle.exit(Work.ACCESS);
        }
    }

    /** A copy of every weight, in the order of layers and of their weights. */
    public List<float[]> weights() {
        lifecycle.enter(Work.ACCESS);
        try {
            return allParameters().stream().map(Parameter::read).toList();
        } finally {
            lifecycle.exit(Work.ACCESS);
        }
    }

    /**
     * Sets every weight from a copy that {@link #weights()} made.
     *
     * @throws IllegalArgumentException when there are too few or too many numbers; nothing is changed then
     */
    public void setWeights(List<float[]> values) {
        lifecycle.enter(Work.ACCESS);
        try {
            write(values);
        } finally {
            lifecycle.exit(Work.ACCESS);
        }
    }

    private void write(List<float[]> values) {
        List<Parameter> all = allParameters();
        List<Integer> expected = all.stream().map(p -> p.layout().size()).toList();
        List<Integer> given = values.stream().map(v -> v.length).toList();
        if (!given.equals(expected)) {
            throw new IllegalArgumentException(
                    "the model has weights of " + expected + " numbers, but got " + given);
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).write(values.get(i));
        }
        changed();
    }

    private List<Parameter> allParameters() {
        List<Parameter> all = new ArrayList<>();
        for (Layer layer : topology.layers()) {
            weights(layer).forEach(weight -> all.add(parameter(layer, weight)));
        }
        return all;
    }

    /** Bytes of the weights outside the heap. */
    public long weightBytes() {
        return memory.bytes();
    }

    /**
     * Refuses inputs that don't fit the model.
     *
     * @throws IllegalArgumentException then, with the shape that was expected and the one that was given
     */
    public void checkInputs(List<Samples> inputs) {
        if (inputs.size() != topology.inputs().size()) {
            throw new IllegalArgumentException(
                    "the model has " + topology.inputs().size() + " inputs, but the data have " + inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            Shape expected = topology.shape(topology.inputs().get(i));
            if (!inputs.get(i).shape().equals(expected)) {
                throw new IllegalArgumentException(
                        "the model expects samples of shape " + expected + ", but the data have "
                                + inputs.get(i).shape());
            }
        }
    }

    /** To be called after weights have changed, so that plans pack them again. */
    public void changed() {
        version.incrementAndGet();
    }

    /** How often weights have changed. */
    public long version() {
        return version.get();
    }

    /** Sets whether convolutions are computed directly, as their definition says, and not by the fastest method. */
    public void direct(boolean only) {
        direct = only;
    }

    /** Whether convolutions are computed directly, as their definition says. */
    public boolean direct() {
        return direct;
    }

    /** The operations. */
    public OperationGraph graph() {
        return direct
                ? new OperationGraph(graph.inputs(),
                        graph.operations().stream().map(Operation::withDirectAlgorithm).toList(),
                        graph.outputs())
                : graph;
    }

    /** What to compute with. */
    public Kernels kernels() {
        return kernels;
    }

    /** The layers in order. */
    public Topology topology() {
        return topology;
    }

    /** What a layer sees while it is lowered. */
    private final class LayerLowering implements Lowering {
        private final Node node;
        /** What its operations may read. */
        private final Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());

        LayerLowering(Node node, List<Value> inputs) {
            this.node = node;
            known.addAll(inputs);
        }

        /** Refuses a value that no operation computes, and one of another shape than the layer promised. */
        void checkResult(Value value) {
            Shape shape = topology.shape(node);
            boolean fits = shape.rank() == 3
                    ? value.height() == shape.dimension(0) && value.width() == shape.dimension(1)
                            && value.channels() == shape.channels()
                    : value.size() == shape.size();
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
            return kernels.lanes();
        }

        @Override
        public Value value(Shape shape) {
            int height = shape.rank() == 3 ? shape.dimension(0) : 1;
            int width = shape.rank() == 3 ? shape.dimension(1) : 1;
            return node.inputs().isEmpty() && readPacked(node)
                    ? new Value(name(), height, width, shape.channels(), shape.channels())
                    : Value.padded(name(), height, width, shape.channels(), kernels.lanes());
        }

        /** Packed channels go from an input through layers that keep them to layers that read them. */
        private boolean readPacked(Node from) {
            return topology.readers(from).stream().allMatch(reader -> reader.layer().readsPackedChannels()
                    && (!reader.layer().keepsPackedChannels() || readPacked(reader)));
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
            Weight description = weights(node.layer()).stream()
                    .filter(w -> w.name().equals(weight))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "layer " + layerName() + " uses a weight '" + weight + "' that it does not list"));
            Parameter parameter = parameters
                    .computeIfAbsent(node.layer(), l -> new LinkedHashMap<>())
                    .computeIfAbsent(weight, w -> new Parameter(
                            layerName() + "/" + weight, layout, description.trainable(), memory));
            if (!parameter.layout().equals(layout)) {
                throw new IllegalArgumentException(
                        "layer " + layerName() + " is used for inputs of different shapes, but its weights fit one: "
                                + layout
                                + " and " + parameter.layout());
            }
            return parameter;
        }

        @Override
        public Value apply(CustomOperation operation, List<Value> inputs, Shape shape) {
            Value output = value(shape);
            List<Parameter> used = weights(node.layer()).stream()
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
            return new WeightLayout(1, rows, rows, shape.channels(), kernels.lanes());
        }

        @Override
        public Value add(Operation operation) {
            checkOperation(operation);
            operations.add(operation);
            return operation.output();
        }
    }
}
