package io.fovea.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.ElementPenalty;
import io.fovea.custom.ElementwisePenalty;
import io.fovea.custom.ParameterInfo;
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
import io.fovea.ops.StoredWeight;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.WeightOwner;
import io.fovea.plan.OperationGraph;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Lifecycle.Work;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** A model's layers lowered to operations, and its weights. Plans are made from it. */
public final class Network implements WeightOwner {
    private final Topology topology;
    private final Kernels kernels;
    private final Memory memory;
    private final Lifecycle lifecycle;
    private final Map<Layer, Map<String, StoredWeight>> parameters = new IdentityHashMap<>();
    private final Set<Layer> frozen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Operation> operations = new ArrayList<>();
    private final OperationGraph graph;
    private final Map<Node, Value> values = new IdentityHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    /** The models whose weights are shared here, with this one. */
    private final Set<WeightOwner> owners = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Their counts of changes: an array, since a step must not allocate an iterator. */
    private final AtomicLong[] counts;
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
        owners.add(this);
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
        counts = owners.stream().map(WeightOwner::changes).toArray(AtomicLong[]::new);
    }

    /** Sets every weight with its initializer, those of other models included. */
    public void initialize(long seed) {
        initialize(seed, true);
    }

    /** Sets the weights that no other model had before with their initializers. */
    public void initializeOwn(long seed) {
        initialize(seed, false);
    }

    private void initialize(long seed, boolean shared) {
        int key = 0;
        for (Layer layer : topology.layers()) {
            boolean own = owner(layer).isEmpty();
            for (Weight weight : weights(layer)) {
                long ofWeight = Randoms.derive(seed, key++);
                if (!own && !shared) {
                    continue;
                }
                stored(layer, weight).write(weight.initializer().values(weight.shape(), ofWeight));
            }
        }
    }

    /** Another model that had a layer's weights before. */
    private Optional<WeightOwner> owner(Layer layer) {
        return topology.uses(layer).stream().flatMap(use -> use.owner().stream()).filter(owner -> owner != this)
                .findFirst();
    }

    /** Makes this the owner of the weights of every node that has none. */
    public void own() {
        topology.nodes().forEach(node -> node.own(this));
    }

    /** The other models whose weights are shared here. */
    public List<WeightOwner> others() {
        return owners.stream().filter(owner -> owner != this).toList();
    }

    @Override
    public Optional<StoredWeight> weight(Object layer, String name) {
        return layer instanceof Layer known
                ? Optional.ofNullable(parameters.getOrDefault(known, Map.of()).get(name))
                : Optional.empty();
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public AtomicLong changes() {
        return changes;
    }

    /** The weights of a layer in Keras's order. */
    public List<Weight> weights(Layer layer) {
        return layer.weights(topology.inputShapes(topology.firstUse(layer)));
    }

    /** A layer's weight in memory. */
    public StoredWeight stored(Layer layer, Weight weight) {
        StoredWeight stored = parameters.getOrDefault(layer, Map.of()).get(weight.name());
        if (stored == null) {
            throw new IllegalStateException(
                    "layer " + topology.name(layer) + " has a weight '" + weight.name()
                            + "' that its operations don't use");
        }
        return stored;
    }

    /** Sets whether training changes the weights of a layer, moving statistics included. */
    public void trainable(Layer layer, boolean learns) {
        for (Weight weight : weights(layer)) {
            stored(layer, weight).parts().forEach(part -> part.frozen(!learns));
        }
        if (learns) {
            frozen.remove(layer);
        } else {
            frozen.add(layer);
        }
    }

    /** Whether training changes the weights of a layer. */
    public boolean trainable(Layer layer) {
        return !frozen.contains(layer);
    }

    /** The penalties on the weights that learn, which belong to the loss. */
    public double penalty() {
        double sum = 0;
        for (StoredWeight weight : allStored()) {
            for (Parameter part : weight.parts()) {
                if (part.trainable() && part.regularizer().isPresent()) {
                    sum += part.regularizer().get().value(part.read(), part.info().shape());
                }
            }
        }
        return sum;
    }

    /** The numbers of a weight, row-major. */
    public float[] weight(Layer layer, Weight weight) {
        lifecycle.enter(Work.ACCESS);
        try {
            return stored(layer, weight).read();
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
            stored(layer, weight).write(values);
            changed();
        } finally {
            lifecycle.exit(Work.ACCESS);
        }
    }

    /** A copy of every weight, in the order of layers and of their weights. */
    public List<float[]> weights() {
        lifecycle.enter(Work.ACCESS);
        try {
            return allStored().stream().map(StoredWeight::read).toList();
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
        List<StoredWeight> all = allStored();
        List<Integer> expected = all.stream().map(StoredWeight::size).toList();
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

    /** For each weight in the order of {@link #weights()} whether it is one that updates change, other than moving statistics. */
    public List<Boolean> trainableInOrder() {
        return topology.layers().stream().flatMap(layer -> weights(layer).stream()).map(Weight::trainable).toList();
    }

    private List<StoredWeight> allStored() {
        List<StoredWeight> all = new ArrayList<>();
        for (Layer layer : topology.layers()) {
            weights(layer).forEach(weight -> all.add(stored(layer, weight)));
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
        for (AtomicLong count : counts) {
            count.incrementAndGet();
        }
    }

    /** How often weights have changed. */
    public long version() {
        long sum = 0;
        for (AtomicLong count : counts) {
            sum += count.get();
        }
        return sum;
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

    /** The operations, which are asked for the output of every node, in the order of {@link Topology#nodes}. */
    public OperationGraph graphOfAllNodes() {
        return new OperationGraph(
                graph.inputs(), graph().operations(), topology.nodes().stream().map(values::get).toList());
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
            return kernels.lanes();
        }

        @Override
        public Value value(Shape shape) {
            Shape image = shape.asImage();
            int height = image.dimension(0);
            int width = image.dimension(1);
            return node.inputs().isEmpty() && readPacked(node, new HashSet<>())
                    ? new Value(name(), height, width, shape.channels(), shape.channels())
                    : Value.padded(name(), height, width, shape.channels(), kernels.lanes());
        }

        /** Packed channels go from an input through layers that keep them to layers that read them. */
        private boolean readPacked(Node from, Set<Node> seen) {
            return !seen.add(from) || topology.readers(from).stream().allMatch(reader -> reader.layer()
                    .readsPackedChannels()
                    && (!reader.layer().keepsPackedChannels() || readPacked(reader, seen))
                    && (weights(reader.layer()).isEmpty() || topology.uses(reader.layer()).stream()
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
            Weight description = weights(node.layer()).stream()
                    .filter(w -> w.name().equals(weight))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "layer " + layerName() + " uses a weight '" + weight + "' that it does not list"));
            StoredWeight stored = parameters
                    .computeIfAbsent(node.layer(), l -> new LinkedHashMap<>())
                    .computeIfAbsent(weight, w -> shared(w).orElseGet(() -> store(description, layouts, place)));
            List<WeightLayout> known = stored.parts().stream().map(Parameter::layout).toList();
            if (!known.equals(layouts)) {
                throw new IllegalArgumentException(
                        "layer " + layerName() + " is used for inputs of different shapes, but its weights fit one: "
                                + layouts + " and " + known);
            }
            return stored.parts();
        }

        /** The weight as another model has it, if one had it before. */
        private Optional<StoredWeight> shared(String weight) {
            Optional<WeightOwner> owner = owner(node.layer());
            owner.ifPresent(owners::add);
            return owner.flatMap(model -> model.weight(node.layer(), weight));
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
                        description.trainable(), description.regularizer(), description.constraint(), memory));
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
