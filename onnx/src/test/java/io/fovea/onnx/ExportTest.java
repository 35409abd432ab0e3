package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.activations.Activations;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.layers.SeparableConv2D;
import io.fovea.models.ModelZoo;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.tensor.Value;

/** ONNX Runtime computes of our files what our engine computes. */
class ExportTest {
    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return EveryLayer.models().entrySet().stream().map(entry -> DynamicTest.dynamicTest(
                entry.getKey(), () -> check(entry.getValue(), ExportOptions.defaults())));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 22})
    void everyVersion(int opset) throws Exception {
        for (Model model : EveryLayer.models().values()) {
            check(model, ExportOptions.defaults().opset(opset));
        }
    }

    /** Small images, and weights drawn anew, so that no layer is as good as left out. */
    @ParameterizedTest
    @EnumSource(value = ModelZoo.class, names = {"TUTORIAL", "RESNET20", "MOBILENET_V2", "DENSENET_BC"})
    void networks(ModelZoo network) throws Exception {
        for (boolean fold : new boolean[]{false, true}) {
            check(network.create(Shape.of(32, 32, 3), 5), ExportOptions.defaults().foldBatchNormalization(fold));
        }
    }

    @Test
    void foldsBatchNormalization() throws Exception {
        Model model = OnnxRuntime.scatter(Sequential.of(
                Input.of(7, 6, 4), Conv2D.of(6, 3).useBias(false), BatchNormalization.of(),
                DepthwiseConv2D.of(2), BatchNormalization.of().scale(false),
                SeparableConv2D.of(3, 2), BatchNormalization.of().center(false),
                Conv2DTranspose.of(4, 3).strides(2), BatchNormalization.of(), Flatten.of(),
                Dense.of(5), BatchNormalization.of(), Dense.of(3).activation(Activations.RELU),
                BatchNormalization.of()));
        ExportOptions fold = ExportOptions.defaults().foldBatchNormalization(true);
        // The last one comes after an activation, so it stays.
        assertThat(operators(model, fold)).containsOnlyOnce("BatchNormalization");
        assertThat(operators(model, ExportOptions.defaults()).stream().filter("BatchNormalization"::equals)).hasSize(6);
        check(model, fold);
    }

    @Test
    void writesDenseLayersAfterFlattenWithoutTransposing() throws Exception {
        try (Model model = ModelZoo.TUTORIAL.create(Shape.of(8, 8, 3), 5)) {
            assertThat(operators(model, ExportOptions.defaults())).containsOnlyOnce("Transpose");
        }
    }

    @Test
    void writesTheSameBytesAgain() throws Exception {
        try (Model one = ModelZoo.RESNET20.create(Shape.of(8, 8, 3), 5);
                Model two = ModelZoo.RESNET20.create(Shape.of(8, 8, 3), 5)) {
            ExportOptions options = ExportOptions.defaults().metadata(Map.of("b", "2", "a", "1", "c", "3"));
            assertThat(ModelExport.write(one, options).toByteArray())
                    .isEqualTo(ModelExport.write(two, options).toByteArray());
        }
    }

    @Test
    void namesTheLayerThatCannotBeWritten() {
        try (Model model = Sequential.of(Input.of(4), new Own("mine"))) {
            assertThatThrownBy(() -> ModelExport.write(model, ExportOptions.defaults()))
                    .isInstanceOf(OnnxFileException.class)
                    .hasMessageStartingWith("layer mine (Own) is computed by code of its own");
        }
    }

    @Test
    void refusesVersionsThatItCannotWrite() {
        assertThatThrownBy(() -> ExportOptions.defaults().opset(16)).hasMessage("opset must be 17 to 22, but is 16");
    }

    private record Own(String name) implements Layer {
        @Override
        public Own named(String newName) {
            return new Own(newName);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.getFirst();
        }

        @Override
        public Value lower(Lowering lowering, List<Value> inputs) {
            return inputs.getFirst();
        }
    }

    private static List<String> operators(Model model, ExportOptions options) throws OnnxFileException {
        return ModelExport.write(model, options).getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    private static void check(Model model, ExportOptions options) throws OrtException, OnnxFileException {
        try (model) {
            List<Tensor> inputs = OnnxRuntime.inputs(model);
            List<Tensor> expected = OnnxRuntime.predict(model, inputs);
            Map<String, float[]> outputs =
                    OnnxRuntime.run(ModelExport.write(model, options).toByteArray(), inputs);
            assertThat(outputs).hasSize(expected.size());
            int i = 0;
            for (Map.Entry<String, float[]> output : outputs.entrySet()) {
                OnnxRuntime.assertClose(output.getKey(), output.getValue(), expected.get(i++).values(), 1e-5);
            }
        }
    }
}
