package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.layers.Dense;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Single operators, as ONNX Runtime computes them. */
class OperatorsTest {
    private static final Shape MAP = Shape.of(4, 5, 6);

    @TempDir
    private Path folder;

    private record Case(String name, GraphWriter graph, String result) {}

    /** A graph that reads channels first: a pooling of single pixels says so. */
    private static Case map(String operator, List<String> more, AttributeProto... attributes) {
        return map(operator, _ -> more, attributes);
    }

    private interface Inputs {
        List<String> of(GraphWriter graph);
    }

    private static Case map(String operator, Inputs more, AttributeProto... attributes) {
        GraphWriter graph = new GraphWriter(18);
        graph.enter("x");
        graph.input("in", Shape.of(6, 4, 5));
        String first = graph.node("MaxPool", List.of("in"), GraphWriter.ints("kernel_shape", 1, 1));
        String positive = graph.node("Softplus", List.of(first));
        List<String> inputs = Stream.concat(Stream.of(positive), more.of(graph).stream()).toList();
        return new Case(operator + " " + inputs.size() + List.of(attributes).hashCode(), graph,
                graph.node(operator, inputs, attributes));
    }

    private static Stream<Case> cases() {
        float[] six = {1, 2, 3, 4, 5, 6};
        Inputs byChannel = graph -> List.of(graph.floats("c", new long[]{6, 1, 1}, six));
        Inputs byColumn = graph -> List.of(graph.floats("c", new long[]{5}, 1, 2, 3, 4, 5));
        Inputs number = graph -> List.of(graph.number(0.7));
        Stream<Case> arithmetic = Stream.of("Add", "Sub", "Mul", "Div", "Max", "Min").flatMap(operator -> Stream.of(
                map(operator, byChannel), map(operator, byColumn), map(operator, number)));
        Stream<Case> functions = Stream.of("Abs", "Log", "Sqrt", "Reciprocal", "Neg", "Exp", "Identity", "Elu", "Selu",
                "Celu", "Shrink", "ThresholdedRelu", "HardSigmoid", "HardSwish", "Softsign", "LeakyRelu", "Relu",
                "Tanh", "Sigmoid")
                .map(operator -> map(operator, List.of()));
        Stream<Case> others = Stream.of(
                map("Pow", graph -> List.of(graph.number(2))), map("Pow", graph -> List.of(graph.number(0.5))),
                map("InstanceNormalization", graph -> List.of(
                        graph.floats("s", new long[]{6}, six), graph.floats("b", new long[]{6}, six))),
                map("ReduceMean", graph -> List.of(graph.integers(1))),
                map("ReduceSum", graph -> List.of(graph.integers(2)), GraphWriter.integer("keepdims", 0)),
                map("ReduceMax", graph -> List.of(graph.integers(2, 3)), GraphWriter.integer("keepdims", 0)),
                map("Softmax", List.of(), GraphWriter.integer("axis", 2)),
                map("LogSoftmax", List.of(), GraphWriter.integer("axis", 1)),
                map("PRelu", byChannel), map("Cast", List.of(), GraphWriter.integer("to", 1)),
                map("Reshape", graph -> List.of(graph.integers(0, 3, -1, 4))),
                map("Gather", graph -> List.of(graph.integers(4, 0, 0)), GraphWriter.integer("axis", 3)),
                map("Gather", graph -> List.of(graph.integer(1)), GraphWriter.integer("axis", 2)),
                map("Unsqueeze", graph -> List.of(graph.integers(1))),
                map("Pad", graph -> List.of(graph.integers(0, 1, 2, 0, 0, 0, 1, 3), graph.number(0.5))),
                map("MaxPool", List.of(), GraphWriter.ints("kernel_shape", 3, 2), GraphWriter.ints("strides", 2, 2),
                        GraphWriter.ints("pads", 1, 0, 1, 1), GraphWriter.integer("ceil_mode", 1)),
                map("AveragePool", List.of(), GraphWriter.ints("kernel_shape", 3, 2), GraphWriter.ints("strides", 2, 1),
                        GraphWriter.ints("pads", 1, 0, 1, 1)),
                map("AveragePool", List.of(), GraphWriter.ints("kernel_shape", 2, 2),
                        GraphWriter.ints("pads", 1, 1, 1, 1),
                        GraphWriter.integer("count_include_pad", 1)),
                map("AveragePool", List.of(), GraphWriter.ints("kernel_shape", 2, 3),
                        GraphWriter.word("auto_pad", "SAME_LOWER")));
        return Stream.of(arithmetic, functions, others).flatMap(all -> all);
    }

    @TestFactory
    Stream<DynamicTest> computeWhatOnnxRuntimeComputes() {
        return cases().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private void check(Case one) throws Exception {
        // ONNX Runtime works out the shape of the result itself.
        one.graph().add("Flatten", List.of(one.result()), "out");
        one.graph().output("out", Shape.of(1));
        ModelProto.Builder file = model(one.graph());
        file.getGraphBuilder().getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder()
                .getDimBuilder(1)
                .setDimParam("free");
        Path path = Files.write(folder.resolve("one.onnx"), file.build().toByteArray());
        float[] values = new float[2 * MAP.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 1.7);
        }
        float[] expected = OnnxRuntime.run(
                file.build().toByteArray(), List.of(new Tensor(2, Shape.of(6, 4, 5), channelsFirst(values))))
                .get("out");
        try (Model model = OnnxFile.load(path)) {
            assertThat(model.shape(model.inputs().getFirst())).isEqualTo(MAP);
            float[] actual = OnnxRuntime.predict(model, List.of(new Tensor(2, MAP, values))).getFirst().values();
            OnnxRuntime.assertClose(one.name(), actual, expected, 1e-5);
        }
    }

    private static ModelProto.Builder model(GraphWriter graph) {
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph.finish("one"))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18));
    }

    private static float[] channelsFirst(float[] values) {
        float[] result = new float[values.length];
        int size = MAP.size();
        for (int n = 0; n < 2; n++) {
            float[] one = Arrays.copyOfRange(values, n * size, (n + 1) * size);
            System.arraycopy(OnnxTensor.channelsFirst(one, MAP), 0, result, n * size, size);
        }
        return result;
    }

    /** Weights of half the width, and a bias that comes as an addition of its own. */
    @Test
    void readsNarrowWeights() throws IOException {
        GraphWriter graph = new GraphWriter(18);
        graph.enter("x");
        graph.input("in", Shape.of(2));
        graph.add("MatMul", List.of("in", "kernel"), "product");
        graph.add("Add", List.of("product", "bias"), "out");
        graph.output("out", Shape.of(1));
        ModelProto.Builder file = model(graph);
        file.getGraphBuilder().addInitializer(TensorProto.newBuilder().setName("kernel").addDims(2).addDims(1)
                .setDataType(TensorProto.DataType.FLOAT16_VALUE)
                .addInt32Data(Float.floatToFloat16(1.5f)).addInt32Data(Float.floatToFloat16(-2)));
        file.getGraphBuilder().addInitializer(TensorProto.newBuilder().setName("bias").addDims(1)
                .setDataType(TensorProto.DataType.DOUBLE_VALUE).addDoubleData(0.25));
        Path path = Files.write(folder.resolve("half.onnx"), file.build().toByteArray());
        try (Model model = OnnxFile.load(path)) {
            assertThat(model.layers()).hasSize(2).last().isInstanceOf(Dense.class);
            assertThat(model.weights().getFirst()).containsExactly(1.5f, -2);
            assertThat(model.weights().getLast()).containsExactly(0.25f);
        }
    }

    @Test
    void namesWhatItDoesNotKnow() {
        Case one = map("Sin", List.of());
        one.graph().output(one.result(), MAP);
        assertThatThrownBy(() -> GraphImport.read(model(one.graph()).build(), folder, 1 << 20))
                .hasMessageContaining("node 'x/Sin' (Sin): the operator is not known");
    }
}
