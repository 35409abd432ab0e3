package io.fovea;

import static io.fovea.activations.Activations.EXPONENTIAL;
import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.LINEAR;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.activations.Activations.gelu;
import static io.fovea.activations.Activations.relu;
import static io.fovea.activations.Activations.threshold;
import static io.fovea.layers.Padding.SAME;
import static io.fovea.layers.Padding.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.activations.ActivationFunction;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.layers.ReLU;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Softmax;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;

/** Every layer, alone and in the neighborhoods that the plan treats specially, against double precision. */
class ModelWidthTest {
    private static final Dense CLASSES = Dense.of(5).activation(SOFTMAX);

    /** A convolution first, so that the layer under test must hand a gradient on. */
    private static Supplier<Model> between(Input input, Layer... layers) {
        return () -> {
            Layer[] all = new Layer[layers.length + 3];
            all[0] = Conv2D.of(7, 3).padding(SAME);
            System.arraycopy(layers, 0, all, 1, layers.length);
            all[all.length - 2] = Flatten.of();
            all[all.length - 1] = CLASSES.named("classes");
            return Sequential.of(input, all);
        };
    }

    static Stream<Conv2D> convolutions() {
        return Stream.of(
                Stream.of(VALID, SAME).flatMap(p -> Stream.of(1, 2, 3).flatMap(stride -> Stream.of(1, 2, 3, 5)
                        .map(k -> Conv2D.of(6, k).padding(p).strides(stride)))),
                Stream.of(VALID, SAME).flatMap(p -> Stream.of(2, 3)
                        .map(d -> Conv2D.of(35, 3).padding(p).dilation(d))),
                Stream.of(
                        Conv2D.of(18, 2, 3).strides(2, 1).padding(SAME),
                        Conv2D.of(33, 1, 4).strides(1, 3),
                        Conv2D.of(5, 3, 2).dilation(2, 1).padding(SAME),
                        Conv2D.of(40, 3).useBias(false)))
                .flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolution(Conv2D layer) {
        new ModelCheck(between(Input.of(9, 11, 3), layer.activation(RELU)), 5).run();
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void firstConvolution(Conv2D layer) {
        new ModelCheck(() -> Sequential.of(Input.of(10, 7, 2), layer, GlobalAveragePooling2D.of(), CLASSES), 3).run();
    }

    /**
     * Tiles of 4 x 4 outputs: whole ones, ones that stick out below or at the right, several blocks of them. (With ReLU some
     * of thousands of pixels would be nearer to 0 than the finite difference.)
     */
    @ParameterizedTest
    @CsvSource({"16, 16, 20, SAME, 3", "15, 18, 33, SAME, 5", "18, 15, 35, VALID, 4", "30, 33, 17, VALID, 2",
        "8, 8, 20, SAME, 9", "11, 7, 33, VALID, 5",
        "13, 140, 16, SAME, 1"})
    void winograd(int height, int width, int filters, Padding padding, int samples) {
        Conv2D layer = Conv2D.of(filters, 3).padding(padding).activation(TANH);
        Supplier<Model> model = () -> Sequential.of(
                Input.of(height, width, 2), Conv2D.of(18, 1), layer, GlobalAveragePooling2D.of(), CLASSES);
        try (Model made = model.get()) {
            assertThat(made.inferenceStages(samples)).anyMatch(stage -> stage.contains("conv2d_1 (winograd)"));
            made.directConvolutions(true);
            assertThat(made.inferenceStages(samples)).noneMatch(stage -> stage.contains("winograd"));
        }
        new ModelCheck(model, samples).withWinograd().run();
    }

    static Stream<Arguments> pooledPictures() {
        return Stream.of(
                arguments(16, 16, 20, RELU, 3), arguments(16, 20, 70, TANH, 2), arguments(20, 16, 33, SIGMOID, 4),
                arguments(16, 140, 16, LINEAR, 1));
    }

    /**
     * Maxima of 2 x 2 outputs are taken on the tiles: with ReLU, another activation or none behind them, more channels than are
     * transformed at once, an image that needs zeros around it, and in several blocks.
     */
    @ParameterizedTest
    @MethodSource("pooledPictures")
    void winogradWithPooling(int height, int width, int filters, ActivationFunction f, int samples) {
        Supplier<Model> model = () -> Sequential.of(
                Input.of(height, width, 2), Conv2D.of(18, 1), Conv2D.of(filters, 3).padding(SAME),
                MaxPooling2D.of(2), Activation.of(f), Conv2D.of(6, 3).padding(SAME), GlobalAveragePooling2D.of(),
                CLASSES);
        try (Model made = model.get()) {
            assertThat(made.inferenceStages(samples))
                    .anyMatch(stage -> stage.contains("conv2d_1 (winograd) and max_pooling2d"));
        }
        new ModelCheck(model, samples).withWinograd().run();
    }

    static Stream<ActivationFunction> activations() {
        return Stream.concat(
                Stream.of(ActivationFunction.Kind.values()).map(ActivationFunction.Kind::withDefault)
                        .filter(f -> !f.equals(LINEAR)),
                Stream.of(gelu(true), relu(0.1, 1.5, 0.2), relu(0, 0.75, 0), threshold(0.25, -0.5)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationFusedAndAlone(ActivationFunction f) {
        new ModelCheck(between(Input.of(6, 5, 3), Conv2D.of(9, 3).activation(f)), 4).run();
        // The exponential of an exponential is no float.
        ActivationFunction first = f.equals(EXPONENTIAL) ? TANH : f;
        new ModelCheck(between(Input.of(6, 5, 3), Activation.of(first), MaxPooling2D.of(2), Activation.of(f)), 4)
                .run();
        new ModelCheck(
                () -> Sequential.of(Input.of(21), Dense.of(19).activation(first), Dense.of(6), Activation.of(f),
                        CLASSES),
                9)
                .run();
    }

    static Stream<Layer> activationLayers() {
        return Stream.of(
                ReLU.of().maxValue(0.75), LeakyReLU.of(), io.fovea.layers.ELU.of(0.5), Softmax.of(1), Softmax.of(2),
                Softmax.of(3), Softmax.of(), Softmax.of(-2), Softmax.of(-3), GatedLinearUnit.of(), Maxout.of(5, 3),
                Maxout.of(18, 2).useBias(false));
    }

    @ParameterizedTest
    @MethodSource("activationLayers")
    void activationLayer(Layer layer) {
        // Without a bias: a softmax along rows or columns takes it off again.
        new ModelCheck(between(Input.of(6, 5, 3), Activation.of(TANH), Conv2D.of(10, 1).useBias(false), layer), 4)
                .run();
        new ModelCheck(
                between(Input.of(6, 5, 3), Activation.of(TANH), Conv2D.of(34, 2).useBias(false), layer,
                        Conv2D.of(4, 3)),
                3).run();
    }

    @Test
    void activationLayersOfVectors() {
        new ModelCheck(() -> Sequential.of(
                Input.of(11), Dense.of(18), GatedLinearUnit.of(), Maxout.of(20, 3), Softmax.of(1), ReLU.of(), CLASSES),
                9)
                .run();
        new ModelCheck(() -> Sequential.of(Input.of(4, 3, 5), Flatten.of(), Maxout.of(20, 3), CLASSES), 9).run();
    }

    static Stream<Layer> poolings() {
        return Stream.of(VALID, SAME).flatMap(p -> Stream.of(
                MaxPooling2D.of(2).padding(p), MaxPooling2D.of(3).strides(2).padding(p),
                MaxPooling2D.of(3, 2).strides(1).padding(p), AveragePooling2D.of(2).padding(p),
                AveragePooling2D.of(3).strides(2).padding(p), MaxPooling2D.of(2).strides(3).padding(p)));
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void pooling(Layer layer) {
        new ModelCheck(between(Input.of(9, 8, 3), layer), 5).run();
        new ModelCheck(between(Input.of(8, 6, 3), Activation.of(RELU), layer, Conv2D.of(4, 2)), 5).run();
    }

    @Test
    void globalPooling() {
        for (Layer layer : List.of(GlobalAveragePooling2D.of(), GlobalMaxPooling2D.of())) {
            new ModelCheck(
                    () -> Sequential.of(Input.of(6, 4, 3), Conv2D.of(20, 3), layer, Dense.of(8), CLASSES), 5)
                    .run();
        }
    }

    @Test
    void denseOnLongVectorsIsCutIntoParts() {
        new ModelCheck(() -> Sequential.of(Input.of(13, 13, 3), Conv2D.of(20, 1), Flatten.of(),
                Dense.of(37).activation(RELU), CLASSES), 19)
                .run();
        new ModelCheck(() -> Sequential.of(Input.of(1300), Dense.of(70).activation(TANH), CLASSES), 37).run();
        // Between the two: too many weights to take the input's gradient sample by sample.
        Supplier<Model> many = () -> Sequential.of(
                Input.of(90), Dense.of(70).activation(TANH), Dense.of(66).activation(TANH), CLASSES);
        new ModelCheck(many, 19).run();
        new ModelCheck(many, 37).run();
        try (Model made = many.get()) {
            made.compile(new SGD(), new SparseCategoricalCrossentropy());
            assertThat(made.trainingStages(19)).filteredOn(stage -> stage.contains("update")).containsExactly(
                    "dense_1 gradients and update", "dense_2 gradients and update | dense gradients and update");
        }
    }

    @Test
    void denseOnPixels() {
        new ModelCheck(between(Input.of(5, 4, 3), Dense.of(12).activation(RELU), Dense.of(3)), 4).run();
    }

    @Test
    void flattenedPictureWithoutConvolution() {
        new ModelCheck(() -> Sequential.of(Input.of(7, 5, 3), Flatten.of(), Dense.of(9).activation(RELU), CLASSES), 6)
                .run();
        new ModelCheck(() -> Sequential.of(Input.of(7, 5, 3), Rescaling.of(0.5, -0.25), Conv2D.of(4, 3), Flatten.of(),
                CLASSES), 6)
                .run();
        new ModelCheck(() -> Sequential.of(Input.of(4, 4, 3), Flatten.of(), Activation.of(SIGMOID), CLASSES), 6).run();
    }

    @Test
    void batchNormalization() {
        for (BatchNormalization layer : List.of(
                BatchNormalization.of(), BatchNormalization.of().scale(false), BatchNormalization.of().center(false))) {
            new ModelCheck(between(Input.of(6, 5, 3), layer, Activation.of(RELU), Conv2D.of(5, 3)), 6).run();
            new ModelCheck(() -> Sequential.of(Input.of(20), Dense.of(11), layer, Activation.of(TANH), CLASSES), 8)
                    .run();
        }
    }

    /** Before a convolution of a large image the output is recomputed for the kernel's gradient; beside an addition it is kept. */
    @Test
    void batchNormalizationComputedAgain() {
        Supplier<Model> once = () -> Sequential.of(
                Input.of(16, 17, 2), Conv2D.of(3, 1), BatchNormalization.of(), Conv2D.of(18, 3).padding(SAME),
                BatchNormalization.of(), Conv2D.of(4, 3), GlobalAveragePooling2D.of(), CLASSES);
        Supplier<Model> twice = () -> {
            Node in = Input.of(16, 16, 2).apply();
            Node y = BatchNormalization.of().apply(Conv2D.of(3, 1).apply(in));
            Node z = Add.of().apply(y, Conv2D.of(3, 3).padding(SAME).apply(y));
            return Graph.of(in, CLASSES.apply(GlobalAveragePooling2D.of().apply(z)));
        };
        assertThat(again(once)).isEqualTo(2);
        assertThat(again(twice)).isZero();
        new ModelCheck(once, 5).withWinograd().run();
        new ModelCheck(twice, 3).run();
    }

    private static long again(Supplier<Model> model) {
        try (Model made = model.get()) {
            made.compile(new SGD(), new SparseCategoricalCrossentropy());
            return made.trainingStages(3).stream()
                    .flatMap(stage -> Arrays.stream(stage.split(" \\| ")))
                    .filter(work -> work.endsWith(" again"))
                    .count();
        }
    }

    /** The second time the ReLU is done as well. One channel: of thousands of pixels some would be near to 0. */
    @Test
    void reluComputedAgain() {
        Supplier<Model> model = () -> Sequential.of(
                Input.of(16, 16, 1), Conv2D.of(1, 1), BatchNormalization.of(), Activation.of(RELU),
                Conv2D.of(4, 3).padding(SAME), GlobalAveragePooling2D.of(), CLASSES);
        assertThat(again(model)).isEqualTo(1);
        new ModelCheck(model, 2).run();
    }

    /** The gradient of GELU reads its input, which is recomputed as well, once for both. */
    @Test
    void geluComputedAgain() {
        Supplier<Model> model = () -> Sequential.of(
                Input.of(16, 16, 2), Conv2D.of(3, 1), BatchNormalization.of(), Activation.of(GELU),
                Conv2D.of(4, 3).padding(SAME), GlobalAveragePooling2D.of(), CLASSES);
        assertThat(again(model)).isEqualTo(2);
        new ModelCheck(model, 3).run();
        Supplier<Model> manyChannels = () -> Sequential.of(
                Input.of(4, 4, 2), Conv2D.of(512, 1), Activation.of(GELU), Conv2D.of(2, 3), Flatten.of(), CLASSES);
        assertThat(again(manyChannels)).isEqualTo(1);
    }

    @Test
    void dropoutOfNothingIsTheIdentity() {
        new ModelCheck(between(Input.of(6, 5, 3), Dropout.of(0), MaxPooling2D.of(2), Dropout.of(0)), 6).run();
    }

    /** A model that predicts lets both sides of a dropout share memory: with the zeros around that the far side wants. */
    @Test
    void dropoutBetweenConvolutions() {
        new ModelCheck(
                between(Input.of(6, 5, 3), Dropout.of(0), Conv2D.of(6, 3).padding(SAME), Dropout.of(0), Dropout.of(0),
                        Conv2D.of(5, 3).padding(SAME), Dropout.of(0)),
                6)
                .run();
    }

    @Test
    void skipConnections() {
        new ModelCheck(ModelWidthTest::residual, 5).run();
    }

    private static Model residual() {
        Node in = Input.of(8, 8, 3).apply();
        Node x = Conv2D.of(12, 3).padding(SAME).activation(RELU).apply(in);
        Node y = Conv2D.of(12, 3).padding(SAME).apply(x);
        y = BatchNormalization.of().apply(y);
        Node sum = Activation.of(RELU).apply(Add.of().apply(x, y, x));
        Node z = Concatenate.of().apply(sum, Conv2D.of(3, 1).apply(sum), in);
        z = Conv2D.of(6, 3).strides(2).padding(SAME).apply(z);
        return Graph.of(in, CLASSES.apply(Flatten.of().apply(z)));
    }

    /** Above 16 samples a chunk holds several, so that partial sums go on from one sample to the next. */
    @Test
    void chunksOfSeveralSamples() {
        new ModelCheck(ModelWidthTest::residual, 37).run();
        new ModelCheck(ModelWidthTest::twins, 50).run();
    }

    @Test
    void severalInputsAndOutputsAndSharedLayers() {
        new ModelCheck(ModelWidthTest::twins, 7).run();
    }

    private static Model twins() {
        Node a = Input.of(6, 6, 2).apply();
        Node b = Input.of(6, 6, 2).apply();
        Conv2D tower = Conv2D.of(9, 3).activation(RELU);
        Dense common = Dense.of(10).activation(TANH);
        Node left = common.apply(Flatten.of().apply(tower.apply(a)));
        Node right = common.apply(Flatten.of().apply(tower.apply(b)));
        Node both = Concatenate.of().apply(left, right);
        return Graph.of(List.of(a, b), List.of(
                Dense.of(4).activation(SOFTMAX).apply(both), Dense.of(3).activation(SOFTMAX).apply(left)));
    }

    /** What a use of a layer keeps, such as the statistics of a batch or other forms of weights, is not that of another use. */
    @Test
    void everySharedLayer() {
        new ModelCheck(() -> {
            Node a = Input.of(8, 8, 2).apply();
            Node b = Input.of(8, 8, 2).apply();
            List<Layer> tower = List.of(
                    Conv2D.of(6, 3).padding(SAME), BatchNormalization.of(), Conv2D.of(18, 3).padding(SAME),
                    GlobalAveragePooling2D.of(), Dense.of(7).activation(TANH), Dense.of(80), Dense.of(9));
            Node both = Concatenate.of().apply(through(tower, a), through(tower, b));
            return Graph.of(List.of(a, b), List.of(CLASSES.apply(both)));
        }, 6).withWinograd().run();
    }

    private static Node through(List<Layer> layers, Node in) {
        Node out = in;
        for (Layer layer : layers) {
            out = layer.apply(out);
        }
        return out;
    }

    @Test
    void flattenedValueIsReadByAConvolutionToo() {
        new ModelCheck(() -> {
            Node in = Input.of(6, 6, 3).apply();
            Node x = Conv2D.of(5, 3).padding(SAME).apply(in);
            Node flat = Dense.of(8).apply(Flatten.of().apply(x));
            Node other = Dense.of(8).apply(Flatten.of().apply(Conv2D.of(4, 3).padding(Padding.SAME).apply(x)));
            return Graph.of(in, CLASSES.apply(Add.of().apply(flat, other)));
        }, 5).run();
    }
}
