package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;

/** Files that lie: one line that names the file and the place in it, and nothing half-loaded. */
class HostileFileTest {
    @TempDir
    private Path folder;

    private ModelProto.Builder file = ModelProto.newBuilder();

    @BeforeEach
    void sound() throws IOException {
        try (Model model = Sequential.of(Input.of(6, 6, 3), Conv2D.of(4, 3), Flatten.of(), Dense.of(2))) {
            file = ModelExport.write(model, ExportOptions.defaults()).toBuilder();
        }
    }

    private void refused(String... parts) throws IOException {
        Path path = Files.write(folder.resolve("bad.onnx"), file.build().toByteArray());
        refused(path, parts);
    }

    private static void refused(Path path, String... parts) {
        assertThatThrownBy(() -> OnnxFile.load(path)).isInstanceOf(OnnxFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(path.getFileName().toString()).contains(parts)
                        .doesNotContain("Exception", "\n", "null").hasSizeLessThan(500));
    }

    private GraphProto.Builder graph() {
        return file.getGraphBuilder();
    }

    private void firstTensor(Consumer<TensorProto.Builder> change) {
        change.accept(graph().getInitializerBuilder(0));
    }

    @Test
    void fileIsMissingEmptyOrNoModel() throws IOException {
        refused(folder.resolve("none.onnx"), "there is no file");
        refused(Files.createFile(folder.resolve("empty.onnx")), "no graph");
        refused(Files.writeString(folder.resolve("text.onnx"), "a text that is no model"), "no ONNX model");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
    void fileIsCut(double part) throws IOException {
        byte[] bytes = file.build().toByteArray();
        refused(Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, (int) (bytes.length * part))), "cut off");
    }

    @Test
    void lengthGoesBeyondTheFile() throws IOException {
        refused(Files.write(folder.resolve("long.onnx"),
                new byte[]{0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 1}),
                "cut off or altered");
    }

    @Test
    void dimensionsAreNegativeOrHuge() throws IOException {
        firstTensor(tensor -> tensor.setDims(0, -1));
        refused("tensor 'conv2d/kernel'", "negative or too large");
        firstTensor(tensor -> tensor.setDims(0, Long.MAX_VALUE));
        refused("tensor 'conv2d/kernel'", "negative or too large");
        firstTensor(tensor -> tensor.setDims(0, 1 << 20));
        refused("tensor 'conv2d/kernel'", "432 bytes, but its shape needs");
    }

    @Test
    void weightsThatAreNotFiniteAreWarnedOf() throws IOException {
        firstTensor(tensor -> {
            byte[] data = tensor.getRawData().toByteArray();
            ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN).putFloat(8,
                    Float.NEGATIVE_INFINITY);
            tensor.setRawData(ByteString.copyFrom(data));
        });
        LoadedOnnx loaded = OnnxFile.read(Files.write(folder.resolve("nan.onnx"), file.build().toByteArray()));
        loaded.model().close();
        assertThat(loaded.warnings())
                .containsExactly("layer conv2d, kernel: 2 of 108 numbers are NaN or infinite");
    }

    @Test
    void inputsAreFreeNegativeOrHuge() throws IOException {
        TensorShapeProto.Builder shape =
                graph().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        for (long size : new long[]{0, -5, Long.MAX_VALUE}) {
            shape.getDimBuilder(1).setDimValue(size);
            refused("input 'input_layer'", "no fixed size in dimension 1");
        }
        shape.getDimBuilder(1).setDimValue(1 << 30);
        shape.getDimBuilder(2).setDimValue(1 << 30);
        refused("input 'input_layer'", "at most 2147483647 elements");
    }

    @Test
    void typesAreWrong() throws IOException {
        firstTensor(tensor -> tensor.setDataType(TensorProto.DataType.STRING_VALUE));
        refused("tensor 'conv2d/kernel'", "type STRING");
        firstTensor(tensor -> tensor.setDataType(4711));
        refused("tensor 'conv2d/kernel'", "type UNDEFINED");
        firstTensor(tensor -> tensor.setDataType(TensorProto.DataType.DOUBLE_VALUE));
        refused("tensor 'conv2d/kernel'", "432 bytes, but its shape needs 864");
        firstTensor(tensor -> tensor.clearRawData().setDataType(TensorProto.DataType.FLOAT_VALUE));
        refused("tensor 'conv2d/kernel'", "holds 0 numbers");
    }

    @Test
    void tensorIsMissingOrGivenTwice() throws IOException {
        TensorProto first = graph().getInitializer(0);
        graph().removeInitializer(0);
        refused("node 'conv2d/Conv' (Conv)", "reads 'conv2d/kernel'");
        graph().addInitializer(first).addInitializer(first);
        refused("tensor 'conv2d/kernel'", "given twice");
    }

    @Test
    void nodesGoInACircle() throws IOException {
        NodeProto.Builder conv = graph().getNodeBuilder(1);
        conv.setInput(0, graph().getNode(2).getOutput(0));
        refused("node 'conv2d/Conv' (Conv)", "which no node before it");
    }

    @Test
    void operatorIsUnknown() throws IOException {
        graph().getNodeBuilder(1).setOpType("NonMaxSuppression");
        refused("node 'conv2d/Conv' (NonMaxSuppression)", "not known", "docs/onnx.md");
        graph().getNodeBuilder(1).setOpType("Conv").setDomain("com.example");
        refused("the domain 'com.example'");
    }

    @Test
    void attributesAreNonsense() throws IOException {
        graph().getNodeBuilder(1).clearAttribute().addAttribute(GraphWriter.ints("strides", 1L << 40, 1));
        refused("node 'conv2d/Conv' (Conv)", "strides", "1099511627776");
        graph().getNodeBuilder(1).clearAttribute().addAttribute(GraphWriter.ints("dilations", 1 << 23, 1 << 23));
        refused("node 'conv2d/Conv' (Conv)", "does not fit");
        graph().getNodeBuilder(1).clearAttribute().addAttribute(
                AttributeProto.newBuilder().setName("group").setType(AttributeProto.AttributeType.FLOAT).setF(1));
        refused("node 'conv2d/Conv' (Conv)", "its attribute group is no int");
        graph().getNodeBuilder(1).clearAttribute().addAttribute(GraphWriter.ints("pads", -1, 0, 0, 0));
        refused("node 'conv2d/Conv' (Conv)", "pads");
    }

    @Test
    void constantsClaimMemory() throws IOException {
        graph().addInitializer(TensorProto.newBuilder().setName("size").setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(2).addInt64Data(1 << 20).addInt64Data(1 << 20));
        graph().addNode(0, NodeProto.newBuilder().setName("fill").setOpType("ConstantOfShape").addInput("size")
                .addOutput("filled"));
        refused("node 'fill' (ConstantOfShape)", "up to 1048576 numbers");
    }

    @Test
    void manyNodesShareOneTensor() throws IOException {
        String last = graph().getNode(2).getInput(0);
        graph().addInitializer(TensorProto.newBuilder().setName("wide").setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(64).addDims(64).addDims(1).addDims(1)
                .setRawData(ByteString.copyFrom(new byte[64 * 64 * 4])));
        graph().getNodeBuilder(1).clearInput().addInput(graph().getNode(0).getOutput(0)).addInput("first")
                .clearAttribute();
        graph().addInitializer(TensorProto.newBuilder().setName("first").setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(64).addDims(3).addDims(1).addDims(1).setRawData(ByteString.copyFrom(new byte[64 * 3 * 4])));
        for (int i = 0; i < 5_000; i++) {
            graph().addNode(2 + i, NodeProto.newBuilder().setOpType("Conv").addInput(i == 0 ? last : "x" + i)
                    .addInput("wide").addOutput("x" + (i + 1))
                    // Another layer each time, of the same numbers.
                    .addAttribute(GraphWriter.ints("dilations", i + 1, 1)));
        }
        refused("read the same tensors again and again");
    }

    /** 10,000 nodes one after the other are read, or refused in one line; no stack overflows. */
    @Test
    void nodesAreDeep() throws IOException {
        String last = graph().getNode(2).getInput(0);
        for (int i = 0; i < 10_000; i++) {
            graph().addNode(2 + i, NodeProto.newBuilder().setOpType("Relu").addInput(i == 0 ? last : "x" + i)
                    .addOutput("x" + (i + 1)));
        }
        graph().getNodeBuilder(10_002).setInput(0, "x10000");
        Path path = Files.write(folder.resolve("deep.onnx"), file.build().toByteArray());
        try (Model model = OnnxFile.load(path)) {
            assertThat(model.layers()).hasSizeGreaterThan(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.bin", "/etc/passwd", "a/b", "..", "link.bin", "none.bin", "C:\\x", ""})
    void externalDataLieElsewhere(String location) throws IOException {
        Path outside = Files.write(folder.resolve("outside.bin"), new byte[432]);
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link.bin"), outside);
        external(location, 0, 432);
        refused(Files.write(inside.resolve("bad.onnx"), file.build().toByteArray()), "tensor 'conv2d/kernel'");
    }

    @Test
    void externalDataAreReadByNameAlone() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[500]);
        external("weights.bin", 68, 432);
        Path path = Files.write(folder.resolve("good.onnx"), file.build().toByteArray());
        try (Model model = OnnxFile.load(path)) {
            assertThat(model.weights().getFirst()).containsOnly(0);
        }
        external("weights.bin", 69, 432);
        refused("from byte 69 of 'weights.bin', which has 500");
        external("weights.bin", -1, 432);
        refused("which is no number");
    }

    private void external(String location, long offset, long length) {
        firstTensor(tensor -> tensor.clearRawData().clearExternalData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location)).addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(length))));
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
