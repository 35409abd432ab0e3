package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.ints;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;

import io.fovea.Model;
import io.fovea.custom.SymbolicTensor;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/**
 * Writes a model as an ONNX graph. Images come in and go out as {@code [n, h, w, c]}, as our models take them; inside, feature maps
 * have their channels first, which runtimes compute fastest.
 */
final class ModelExport {
    private static final long IR_VERSION = 8;

    private final Model model;
    private final ExportOptions options;
    private final GraphWriter graph;
    private final Map<Node, OnnxTensor> results = new HashMap<>();

    private ModelExport(Model model, ExportOptions options) {
        this.model = model;
        this.options = options;
        this.graph = new GraphWriter(options.opset());
    }

    /**
     * The file's contents.
     *
     * @throws OnnxFileException when a layer has no form in ONNX; the message names it
     */
    static ModelProto write(Model model, ExportOptions options) throws OnnxFileException {
        return new ModelExport(model, options).write();
    }

    private ModelProto write() throws OnnxFileException {
        model.inputs().forEach(input -> graph.reserve(model.layerName(input.layer())));
        model.outputs().forEach(output -> graph.reserve(outputName(output)));
        for (Node input : model.inputs()) {
            input(input);
        }
        for (Node node : model.nodes()) {
            if (!(node.layer() instanceof Input) && !results.containsKey(node)) {
                results.put(node, layer(node));
            }
        }
        for (Node output : model.outputs()) {
            output(output);
        }
        ModelProto.Builder file = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("fovea")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(options.opset()))
                .setGraph(graph.finish(model.name()));
        options.metadata().forEach((name, text) -> file.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
        return file.build();
    }

    private void input(Node input) {
        String name = model.layerName(input.layer());
        Shape shape = model.shape(input);
        graph.enter(name);
        graph.input(name, shape);
        results.put(input, OnnxTensor.of(graph, shape, shape.rank() == 3
                ? graph.node("Transpose", List.of(name), ints("perm", 0, 3, 1, 2))
                : name));
    }

    private OnnxTensor layer(Node node) throws OnnxFileException {
        String name = model.layerName(node.layer());
        graph.enter(name);
        Optional<Node> normalization = options.foldBatchNormalization()
                ? Affine.foldable(model, node)
                : Optional.empty();
        Optional<Affine> folded = normalization.map(n -> Affine.of(model, (BatchNormalization) n.layer()));
        LayerUse use = new LayerUse(
                model, node.layer(), graph, node.inputs().stream().map(this::result).toList(), model.shape(node),
                folded);
        Optional<SymbolicTensor> result;
        try {
            result = LayerExport.write(use);
        } catch (IllegalArgumentException e) {
            throw new OnnxFileException("layer " + name + " (" + node.layer().kind() + "): " + e.getMessage(), e);
        }
        OnnxTensor tensor = (OnnxTensor) result.orElseThrow(() -> new OnnxFileException(
                "layer " + name + " (" + node.layer().kind()
                        + ") is computed by code of its own, for which ONNX has no "
                        + "operator; write it as a ComposedLayer, or export the model up to the layer before it"));
        normalization.ifPresent(n -> results.put(n, tensor));
        return tensor;
    }

    private OnnxTensor result(Node node) {
        OnnxTensor result = results.get(node);
        if (result == null) {
            throw new IllegalStateException("a layer is read before it is written");
        }
        return result;
    }

    /** A layer may be used twice, and each use be an output. */
    private String outputName(Node output) {
        String name = model.layerName(output.layer());
        List<Node> uses = model.outputs().stream().filter(other -> other.layer() == output.layer()).toList();
        int use = uses.indexOf(output);
        boolean isInput = output.layer() instanceof Input;
        return isInput ? name + "/output" : use == 0 ? name : name + "_" + use;
    }

    private void output(Node output) {
        String name = outputName(output);
        OnnxTensor tensor = result(output).ordered();
        graph.enter(name);
        if (tensor.shape().rank() == 3) {
            graph.add("Transpose", List.of(tensor.name()), name, ints("perm", 0, 2, 3, 1));
        } else {
            graph.add("Identity", List.of(tensor.name()), name);
        }
        graph.output(name, tensor.shape());
    }
}
