package io.fovea.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.fovea.data.Samples;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.StoredWeight;
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
            LayerLowering lowering = new LayerLowering(this, node, inputs);
            Value value = node.layer().lower(lowering, inputs);
            lowering.checkResult(value);
            values.put(node, value);
        }
        List<Value> in = topology.inputs().stream().map(values::get).toList();
        List<Value> out = topology.outputs().stream().map(values::get).toList();
        graph = new OperationGraph(in, List.copyOf(operations), out);
        counts = owners.stream().map(WeightOwner::changes).toArray(AtomicLong[]::new);
    }

    void add(Operation operation) {
        operations.add(operation);
    }

    /** A layer's weight: as another model has it, if one had it before, or as it was made for another use of the layer, or a new one. */
    StoredWeight stored(Layer layer, String weight, Supplier<StoredWeight> make) {
        return parameters.computeIfAbsent(layer, l -> new LinkedHashMap<>())
                .computeIfAbsent(weight, w -> shared(layer, w).orElseGet(make));
    }

    private Optional<StoredWeight> shared(Layer layer, String weight) {
        Optional<WeightOwner> owner = owner(layer);
        owner.ifPresent(owners::add);
        return owner.flatMap(model -> model.weight(layer, weight));
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

    /** Sets whether training changes one weight of a layer. */
    public void trainable(Layer layer, Weight weight, boolean learns) {
        stored(layer, weight).parts().forEach(part -> part.frozen(!learns));
    }

    /** Whether training changes this weight of a layer. */
    public boolean trainable(Layer layer, Weight weight) {
        return stored(layer, weight).parts().stream().noneMatch(Parameter::frozen);
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
}
