package io.fovea.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;

import io.fovea.tensor.Shape;

/** Collects the nodes and constants of an ONNX graph; every name is given once. */
final class GraphWriter {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final int opset;
    private final Set<String> names = new HashSet<>();
    private final Map<Numbers, String> constants = new HashMap<>();
    private String scope = "";

    /** Constants that are equal are written once, as those of a layer that is used twice. */
    private record Numbers(TensorProto.DataType type, List<Long> dimensions, ByteString raw) {}

    GraphWriter(int opset) {
        this.opset = opset;
    }

    int opset() {
        return opset;
    }

    /** Keeps a name for an input or an output. */
    void reserve(String name) {
        names.add(name);
    }

    /** What comes next belongs to the layer {@code name}. */
    void enter(String name) {
        scope = name;
    }

    /** A new name in the layer that is being written. */
    String fresh(String what) {
        String name = scope + "/" + what;
        for (int i = 2; !names.add(name); i++) {
            name = scope + "/" + what + "_" + i;
        }
        return name;
    }

    /** An attribute that is a list of whole numbers. */
    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** An attribute that is a whole number. */
    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    /** An attribute that is a float. */
    static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value).build();
    }

    /** An attribute that is a word. */
    static AttributeProto word(String name, String value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)).build();
    }

    /** Adds a node of one output and returns the name of that. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = fresh(operator);
        add(operator, inputs, output, attributes);
        return output;
    }

    /** Adds a node that writes {@code output}. */
    void add(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder().setName(output).setOpType(operator).addAllInput(inputs)
                .addOutput(output).addAllAttribute(List.of(attributes)));
    }

    /** Adds a node of two outputs and returns the name of the first; the second is not read. */
    String nodeOfTwo(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = fresh(operator);
        graph.addNode(NodeProto.newBuilder().setName(output).setOpType(operator).addAllInput(inputs)
                .addOutput(output).addOutput(fresh(operator + "_rest")).addAllAttribute(List.of(attributes)));
        return output;
    }

    /** A constant of floats. */
    String floats(String what, long[] dimensions, float... values) {
        ByteBuffer raw =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(what, TensorProto.DataType.FLOAT, dimensions, raw);
    }

    /** A number. */
    String number(double value) {
        return floats("number", new long[0], (float) value);
    }

    /** A whole number. */
    String integer(long value) {
        return integers(new long[0], value);
    }

    /** A list of whole numbers. */
    String integers(long... values) {
        return integers(new long[]{values.length}, values);
    }

    private String integers(long[] dimensions, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant("integers", TensorProto.DataType.INT64, dimensions, raw);
    }

    private String constant(String what, TensorProto.DataType type, long[] dimensions, ByteBuffer raw) {
        List<Long> sizes = Arrays.stream(dimensions).boxed().toList();
        return constants.computeIfAbsent(new Numbers(type, sizes, ByteString.copyFrom(raw)), numbers -> {
            String name = fresh(what);
            graph.addInitializer(TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).addAllDims(sizes)
                    .setRawData(numbers.raw()));
            return name;
        });
    }

    void input(String name, Shape sample) {
        graph.addInput(described(name, sample));
    }

    void output(String name, Shape sample) {
        graph.addOutput(described(name, sample));
    }

    private static ValueInfoProto described(String name, Shape sample) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (int size : sample.toArray()) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder().setName(name)
                .setType(TypeProto.newBuilder().setTensorType(
                        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape)))
                .build();
    }

    GraphProto finish(String name) {
        return graph.setName(name).build();
    }
}
