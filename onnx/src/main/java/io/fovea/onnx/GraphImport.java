package io.fovea.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Permute;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Reshape;
import io.fovea.layers.Weight;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;
import io.fovea.tensor.Shape;

/**
 * Makes a graph of our layers of a file's nodes, one node after the other. A transposition only notes where the file's axes are among
 * ours, so that those of a file with channels first, or of one that changes between both, cancel out.
 */
final class GraphImport {
    private static final int MOST_NODES = 100_000;
    private static final int OLDEST_OPSET = 7;

    private final GraphProto graph;
    private final TensorReader tensors;
    private final long opset;
    private final long mostWeights;
    private final Map<String, ImportedValue> values = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Map<Layer, Map<String, float[]>> weights = new IdentityHashMap<>();
    private final Map<Node, Shape> shapes = new IdentityHashMap<>();
    private final Map<Node, Reshaped> reshaped = new IdentityHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final SharedLayers shared = new SharedLayers();
    private List<String> constants = List.of();
    private String scope = "";
    private long weightCount;

    /** What a signal was before it got its shape, as long as its axes are in this order. */
    private record Reshaped(List<Integer> order, Signal source) {}

    private GraphImport(GraphProto graph, TensorReader tensors, long opset, long mostWeights) {
        this.graph = graph;
        this.tensors = tensors;
        this.opset = opset;
        this.mostWeights = mostWeights;
    }

    /**
     * The model.
     *
     * @param bytes of the file: no more than a multiple of it becomes weights
     */
    static Model read(ModelProto file, Path folder, long bytes) throws OnnxFileException {
        if (!file.hasGraph() || file.getGraph().getNodeCount() == 0) {
            throw new OnnxFileException("it holds no graph of nodes: it is no ONNX model");
        }
        if (file.getGraph().getNodeCount() > MOST_NODES) {
            throw new OnnxFileException(
                    "it has " + file.getGraph().getNodeCount() + " nodes; up to " + MOST_NODES + " are read");
        }
        long opset = 0;
        for (var set : file.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                opset = set.getVersion();
            }
        }
        if (opset < OLDEST_OPSET) {
            throw new OnnxFileException("it uses version " + opset + " of ONNX's operators; " + OLDEST_OPSET
                    + " and later are read");
        }
        return new GraphImport(file.getGraph(), new TensorReader(folder), opset, bytes).read();
    }

    private Model read() throws OnnxFileException {
        long external = 0;
        for (TensorProto tensor : graph.getInitializerList()) {
            Constant constant = tensors.read(tensor);
            external += tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL ? constant.size() : 0;
            define(tensor.getName(), constant, "tensor '" + OnnxFile.shown(tensor.getName()) + "'");
        }
        weightCount -= external;
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList().forEach(name -> readers.computeIfAbsent(name, _ -> new ArrayList<>()).add(node));
        }
        List<Node> inputs = new ArrayList<>();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!values.containsKey(input.getName())) {
                inputs.add(input(input));
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            read(node);
        }
        List<Node> outputs = new ArrayList<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            outputs.add(output(output.getName()));
        }
        return model(inputs, outputs);
    }

    private void define(String name, ImportedValue value, String title) throws OnnxFileException {
        if (values.putIfAbsent(name, value) != null) {
            throw new OnnxFileException(title + ": the name '" + OnnxFile.shown(name) + "' is given twice");
        }
    }

    private Node input(ValueInfoProto input) throws OnnxFileException {
        Signal signal = InputImport.read(input, readers, freshName(input.getName()));
        define(input.getName(), signal, "input '" + OnnxFile.shown(input.getName()) + "'");
        shapes.put(signal.node(), signal.shape());
        return signal.node();
    }

    private void read(NodeProto proto) throws OnnxFileException {
        List<Optional<ImportedValue>> inputs = new ArrayList<>();
        for (String name : proto.getInputList()) {
            ImportedValue value = values.get(name);
            if (!name.isEmpty() && value == null) {
                throw new OnnxFileException(ImportedNode.title(proto) + ": reads '" + OnnxFile.shown(name)
                        + "', which no node before it and no tensor of the file makes");
            }
            inputs.add(Optional.ofNullable(value));
        }
        constants = proto.getInputList().stream().filter(name -> values.get(name) instanceof Constant).toList();
        ImportedNode node = new ImportedNode(this, proto, inputs);
        if (!proto.getDomain().isEmpty() && !proto.getDomain().equals("ai.onnx")) {
            throw node.failure("the operator is of the domain '" + OnnxFile.shown(proto.getDomain())
                    + "', not of ONNX itself");
        }
        String name = proto.getName().isEmpty() && proto.getOutputCount() > 0 ? proto.getOutput(0) : proto.getName();
        // What we wrote bears the layer's name and the operator's.
        scope = name.endsWith("/" + proto.getOpType()) ? name.substring(0, name.lastIndexOf('/')) : name;
        List<ImportedValue> results;
        try {
            results = Operators.read(node);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new OnnxFileException(ImportedNode.title(proto) + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < proto.getOutputCount(); i++) {
            if (i < results.size() && !proto.getOutput(i).isEmpty()) {
                define(proto.getOutput(i), results.get(i), ImportedNode.title(proto));
            }
        }
    }

    private Node output(String name) throws OnnxFileException {
        String title = "output '" + OnnxFile.shown(name) + "'";
        if (!(values.get(name) instanceof Signal signal)) {
            throw new OnnxFileException(title + " is made by no node, or is a constant");
        }
        scope = name;
        try {
            // Images go out as ours, whatever order the file has them in.
            return signal.rank() == 4 && signal.order().equals(Signal.MAP)
                    ? signal.node()
                    : inOrder(signal, Signal.ascending(signal.shape().rank())).node();
        } catch (IllegalArgumentException e) {
            throw new OnnxFileException(title + ": " + e.getMessage(), e);
        }
    }

    private Model model(List<Node> inputs, List<Node> outputs) throws OnnxFileException {
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new OnnxFileException("the graph has no input or no output");
        }
        Model model;
        try {
            model = Graph.named(freshName(graph.getName().isEmpty() ? "onnx" : graph.getName()), inputs, outputs);
        } catch (IllegalArgumentException e) {
            throw new OnnxFileException(String.valueOf(e.getMessage()), e);
        }
        boolean whole = false;
        try {
            for (Layer layer : model.layers()) {
                Map<String, float[]> given = weights.getOrDefault(layer, Map.of());
                for (Weight weight : model.weights(layer)) {
                    model.setWeight(layer, weight, Objects.requireNonNull(given.get(weight.name())));
                }
            }
            whole = true;
            return model;
        } finally {
            if (!whole) {
                model.close();
            }
        }
    }

    long opset() {
        return opset;
    }

    TensorReader tensors() {
        return tensors;
    }

    /** The only node that reads a result, if there is just one and the result is no output. */
    Optional<NodeProto> onlyReader(String name) {
        List<NodeProto> all = readers.getOrDefault(name, List.of());
        boolean isOutput = graph.getOutputList().stream().anyMatch(output -> output.getName().equals(name));
        return all.size() == 1 && !isOutput ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** Whether {@code name} stands for {@code value}. */
    boolean isValue(String name, ImportedValue value) {
        return values.get(name) == value;
    }

    /** What a node computes, with the axes in this order. */
    Signal signalOf(Node node, List<Integer> order) {
        return Signal.of(node, shapes.getOrDefault(node, Shape.of(1)), order);
    }

    /** A layer's name made of the file's, with what our names may hold. */
    private String freshName(String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^[_.-]+|[_.-]+$", "");
        String base = plain.isEmpty() ? "layer" : plain.substring(0, Math.min(plain.length(), 100));
        String name = base;
        for (int i = 1; !names.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /** Adds a layer without weights. */
    Signal add(Layer layer, List<Integer> order, Signal... inputs) throws OnnxFileException {
        return add(layer, Map.of(), order, inputs);
    }

    /** Adds a layer that keeps the axes as they are. */
    Signal add(Layer layer, Signal input) throws OnnxFileException {
        Signal result = add(layer, Map.of(), input.order(), input);
        return new Signal(result.node(), result.shape(), result.order(), input.flattened());
    }

    /**
     * Adds a layer.
     *
     * @param given its weights by name
     * @param order the file's axes of the result
     */
    Signal add(Layer layer, Map<String, float[]> given, List<Integer> order, Signal... inputs)
            throws OnnxFileException {
        Optional<Layer> earlier = shared.find(layer, given, constants, weights);
        Layer named = earlier.isPresent() ? earlier.get() : layer.named(freshName(scope));
        List<Shape> inputShapes = Arrays.stream(inputs).map(Signal::shape).toList();
        Shape shape = named.outputShape(inputShapes);
        for (Weight weight : named.weights(inputShapes)) {
            float[] values = given.get(weight.name());
            if (values == null || values.length != weight.shape().size()) {
                throw new IllegalArgumentException(
                        "the weight " + weight.name() + " of shape " + weight.shape() + " has "
                                + (values == null ? 0 : values.length) + " numbers in the file");
            }
            weightCount += earlier.isPresent() ? 0 : values.length;
        }
        // Several nodes may share one tensor of the file, but not without end.
        if (weightCount > 4 * mostWeights + (1 << 20)) {
            throw new OnnxFileException("the nodes read the same tensors again and again: there would be more than "
                    + weightCount + " weights, of a file of " + mostWeights + " bytes");
        }
        shared.add(named, given, constants);
        weights.put(named, new LinkedHashMap<>(given));
        Node node = named.apply(Arrays.stream(inputs).map(Signal::node).toArray(Node[]::new));
        shapes.put(node, shape);
        return Signal.of(node, shape, order);
    }

    /** The weights that the file gives to a layer. */
    Map<String, float[]> weightsOf(Layer layer) {
        return weights.getOrDefault(layer, Map.of());
    }

    /** The signal with its axes in this order. */
    Signal inOrder(Signal signal, List<Integer> order) throws OnnxFileException {
        Signal plain = unflattened(signal);
        if (plain.order().equals(order)) {
            return plain;
        }
        Integer[] axes = order.stream().map(axis -> plain.axis(axis) + 1).toArray(Integer[]::new);
        Shape wanted = Shape.of(Arrays.stream(axes).mapToInt(axis -> plain.shape().dimension(axis - 1)).toArray());
        Layer layer = movesNothing(plain.shape(), axes)
                ? Reshape.of(wanted.toArray())
                : new Permute("", List.of(axes));
        return add(layer, order, plain);
    }

    private static boolean movesNothing(Shape shape, Integer[] axes) {
        int last = -1;
        for (int axis : axes) {
            if (shape.dimension(axis - 1) > 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }

    /** A feature map as our layers take it. */
    Signal map(ImportedNode node, int index) throws OnnxFileException {
        Signal signal = node.signal(index);
        if (signal.rank() != 4) {
            throw node.failure("is read for images alone, of rank 4, but its input has rank " + signal.rank());
        }
        return inOrder(signal, Signal.MAP);
    }

    /** A vector with its elements in the file's order. */
    Signal unflattened(Signal signal) throws OnnxFileException {
        if (signal.flattened().isEmpty()) {
            return signal;
        }
        Shape map = signal.flattened().get();
        Signal whole = add(Reshape.of(map.toArray()), Signal.MAP, Signal.of(
                signal.node(), signal.shape(), signal.order()));
        return ShapeImport.vector(this, inOrder(whole, Signal.ascending(3)));
    }

    /** {@code scale x + offset}, one with the same before it. */
    Signal rescale(Signal x, double scale, double offset) throws OnnxFileException {
        if (x.node().layer() instanceof Rescaling before && before.scales().size() == 1) {
            double factor = scale * before.scales().getFirst();
            double added = scale * before.offsets().getFirst() + offset;
            Signal source = new Signal(x.node().inputs().getFirst(), x.shape(), x.order(), x.flattened());
            return factor == 1 && added == 0 ? source : add(Rescaling.of(factor, added), source);
        }
        return scale == 1 && offset == 0 ? x : add(Rescaling.of(scale, offset), x);
    }

    /** Notes that {@code result} is {@code source} in another shape, so that the way back costs nothing. */
    void reshaped(Signal result, Signal source) {
        reshaped.put(result.node(), new Reshaped(result.order(), source));
    }

    /** What {@code signal} was before it got its shape. */
    Optional<Signal> source(Signal signal) {
        return Optional.ofNullable(reshaped.get(signal.node())).filter(way -> way.order().equals(signal.order()))
                .map(Reshaped::source);
    }

    /** An input layer is made with its name. */
    static Signal input(String name, Shape shape, List<Integer> order) {
        return Signal.of(new Input(name, shape).apply(), shape, order);
    }
}
