package io.fovea.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.*;
import io.fovea.tensor.Shape;

/** Small models that together have every layer that computes something at inference, and every activation. */
final class EveryLayer {
    private EveryLayer() {}

    /** The models by name, new at each call, their weights and statistics drawn at random. */
    static Map<String, Model> models() {
        Map<String, Model> models = new LinkedHashMap<>();
        windows(models);
        dense(models);
        shapes(models);
        normalizations(models);
        activations(models);
        graphs(models);
        models.values().forEach(OnnxRuntime::scatter);
        return models;
    }

    private static void one(Map<String, Model> models, String name, Input input, Layer... layers) {
        models.put(name, Sequential.of(input, layers));
    }

    private static void windows(Map<String, Model> models) {
        Input input = Input.of(9, 7, 4);
        for (Padding padding : Padding.values()) {
            String end = " " + padding;
            one(models, "Conv2D" + end, input, Conv2D.of(5, 3).padding(padding).activation(Activations.RELU));
            one(models, "Conv2D strided" + end, input, Conv2D.of(4, 3, 2).strides(2, 3).padding(padding));
            one(models, "Conv2D dilated" + end, input,
                    Conv2D.of(5, 3, 2).dilation(2, 3).padding(padding).useBias(false));
            one(models, "Conv2D grouped" + end, input, Conv2D.of(6, 3).groups(2).padding(padding));
            one(models, "DepthwiseConv2D" + end, input,
                    DepthwiseConv2D.of(3).depthMultiplier(2).strides(2).padding(padding));
            one(models, "SeparableConv2D" + end, input,
                    SeparableConv2D.of(5, 3).depthMultiplier(2).padding(padding).activation(Activations.TANH));
            one(models, "Conv2DTranspose" + end, input, Conv2DTranspose.of(3, 3).strides(2).padding(padding));
            one(models, "Conv2DTranspose gaps" + end, input,
                    Conv2DTranspose.of(3, 2, 3).strides(3, 2).padding(padding));
            one(models, "Conv2DTranspose dilated" + end, input,
                    Conv2DTranspose.of(3, 3).dilation(2).padding(padding).useBias(false));
            one(models, "Conv2DTranspose output padding" + end, input,
                    Conv2DTranspose.of(3, 4).strides(3).outputPadding(1, 2).padding(padding));
            one(models, "MaxPooling2D" + end, input, MaxPooling2D.of(3, 2).strides(2, 1).padding(padding));
            one(models, "AveragePooling2D" + end, input, AveragePooling2D.of(2, 3).strides(1, 2).padding(padding));
            one(models, "SumPooling2D" + end, input, SumPooling2D.of(2, 3).strides(1, 2).padding(padding));
        }
        for (boolean keep : new boolean[]{false, true}) {
            one(models, "GlobalAveragePooling2D " + keep, input, GlobalAveragePooling2D.of().keepDimensions(keep));
            one(models, "GlobalMaxPooling2D " + keep, input, GlobalMaxPooling2D.of().keepDimensions(keep));
            one(models, "GlobalSumPooling2D " + keep, input, GlobalSumPooling2D.of().keepDimensions(keep));
        }
    }

    private static void dense(Map<String, Model> models) {
        one(models, "Dense", Input.of(6), Dense.of(5).activation(Activations.SOFTMAX), Dense.of(3).useBias(false));
        one(models, "Dense rows", Input.of(4, 6), Dense.of(5), Dense.of(3).useBias(false));
        one(models, "Dense pixels", Input.of(3, 4, 6), Dense.of(5), Dense.of(3).useBias(false));
        one(models, "Flatten Dense", Input.of(3, 4, 5), Flatten.of(), Dropout.of(0.5), Activation.of(Activations.RELU),
                Dense.of(4));
        one(models, "Flatten", Input.of(3, 4, 5), Flatten.of());
        one(models, "Flatten normalized", Input.of(3, 4, 5), Flatten.of(), BatchNormalization.of(), Dense.of(4));
        one(models, "Flatten softmax", Input.of(3, 4, 5), Flatten.of(), Softmax.of());
        one(models, "Maxout", Input.of(6), Maxout.of(3, 4));
        one(models, "Maxout pixels", Input.of(2, 3, 6), Maxout.of(3, 2).useBias(false));
        one(models, "GatedLinearUnit", Input.of(2, 3, 6), GatedLinearUnit.of());
    }

    private static void shapes(Map<String, Model> models) {
        Input input = Input.of(6, 4, 3);
        one(models, "Reshape", input, Reshape.of(8, 9), Reshape.of(2, 6, -1), Reshape.of(72), Reshape.of(9, 8, 1),
                Reshape.of(2, 3, 4, 3));
        one(models, "Permute", input, Permute.of(3, 1, 2), Permute.of(2, 1, 3));
        one(models, "Permute rows", Input.of(4, 5), Permute.of(2, 1));
        one(models, "RepeatVector", Input.of(5), RepeatVector.of(3));
        one(models, "ZeroPadding2D", input, ZeroPadding2D.of(1, 0, 2, 3));
        one(models, "Cropping2D", input, Cropping2D.of(1, 2, 0, 1));
        for (ResizeMethod method : ResizeMethod.values()) {
            one(models, "UpSampling2D " + method, input, UpSampling2D.of(2, 3).interpolation(method));
            one(models, "Resizing " + method, input, Resizing.of(9, 7).interpolation(method));
            one(models, "Resizing down " + method, input, Resizing.of(4, 3).interpolation(method));
        }
        for (Resizing.Aspect aspect : Resizing.Aspect.values()) {
            one(models, "Resizing " + aspect, input, Resizing.of(5, 7).aspect(aspect));
        }
        one(models, "CenterCrop", input, CenterCrop.of(3, 2));
        one(models, "CenterCrop larger", input, CenterCrop.of(7, 3));
        one(models, "RandomCrop", input, RandomCrop.of(4, 4), RandomCrop.of(4, 4).padding(2));
        one(models, "identities", input, RandomFlip.of(), GaussianNoise.of(0.2), GaussianDropout.of(0.3),
                AlphaDropout.of(0.2), SpatialDropout2D.of(0.2), StochasticDepth.of(0.2), MixUp.of(), CutMix.of(),
                RandomContrast.of(0.3), ActivityRegularization.of(0.1, 0.1), Conv2D.of(2, 1));
    }

    private static void normalizations(Map<String, Model> models) {
        Input input = Input.of(3, 4, 6);
        one(models, "Rescaling", input, Rescaling.of(1 / 127.5, -1),
                Rescaling.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), List.of(0.0, 1.0, 0.5, -1.0, -2.0, 0.0)));
        one(models, "Normalization", input, Normalization.of(0.5, 0.25),
                Normalization.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0), List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
                        .invert(true));
        for (Input shape : List.of(input, Input.of(6), Input.of(5, 6))) {
            String end = " " + shape.shape();
            one(models, "BatchNormalization" + end, shape, BatchNormalization.of().epsilon(0.01),
                    BatchNormalization.of().center(false), BatchNormalization.of().scale(false));
            one(models, "LayerNormalization" + end, shape, LayerNormalization.of(),
                    LayerNormalization.of().center(false).scale(false));
            one(models, "LayerNormalization whole" + end, shape, LayerNormalization.of().over(Extent.SAMPLE));
            one(models, "GroupNormalization" + end, shape, GroupNormalization.of(3));
            one(models, "GroupNormalization plain" + end, shape, GroupNormalization.of(2).center(false).scale(false));
            one(models, "RMSNormalization" + end, shape, RMSNormalization.of());
            one(models, "UnitNormalization" + end, shape, UnitNormalization.of(), Rescaling.of(3, 1),
                    UnitNormalization.of().over(Extent.SAMPLE));
        }
        one(models, "GroupNormalization of each channel", input, GroupNormalization.of(-1));
    }

    private static void activations(Map<String, Model> models) {
        for (ActivationFunction.Kind kind : ActivationFunction.Kind.values()) {
            // The logarithm of softmax and its like are taken of all numbers of a sample or pixel.
            one(models, "activation " + kind, Input.of(30), Rescaling.of(2), Activation.of(kind.withDefault()));
            one(models, "activation of pixels " + kind, Input.of(3, 2, 5), Rescaling.of(2),
                    Activation.of(kind.withDefault()));
        }
        Input input = Input.of(30);
        one(models, "relu limited", input, Activation.of(Activations.relu(0, 1, 0)));
        one(models, "relu general", input, Activation.of(Activations.relu(0.1, 1, 0.25)));
        one(models, "relu sloped", input, Activation.of(Activations.relu(0.1, Double.POSITIVE_INFINITY, 0.5)));
        one(models, "gelu approximate", input, Activation.of(Activations.gelu(true)));
        one(models, "celu", input, Activation.of(Activations.celu(0.7)), Activation.of(Activations.elu(0.5)));
        one(models, "ReLU", input, ReLU.of().maxValue(1).negativeSlope(0.2).threshold(0.1));
        one(models, "LeakyReLU ELU", input, LeakyReLU.of(), ELU.of(0.5));
        one(models, "PReLU", Input.of(3, 4, 2), PReLU.of().alphaInitializer(new RandomNormal(0.2, 0.1)),
                PReLU.of().sharedAxes(1, 2));
        one(models, "PReLU of vectors", Input.of(6), PReLU.of());
        one(models, "Softmax", Input.of(3, 4, 5), Softmax.of(1), Softmax.of(2), Softmax.of(-1));
    }

    private static void graphs(Map<String, Model> models) {
        Node left = Input.of(3, 4, 2).named("left").apply();
        Node right = Input.of(3, 4, 2).named("right").apply();
        Node row = Input.of(1, 1, 2).named("row").apply();
        List<Node> all = new ArrayList<>();
        for (Layer merge : List.of(Add.of(), Subtract.of(), Multiply.of(), Average.of(), Maximum.of(), Minimum.of(),
                Concatenate.of(), Concatenate.of().axis(1))) {
            all.add(merge.apply(left, right));
        }
        all.add(Multiply.of().apply(left, row));
        models.put("merges", Graph.of(List.of(left, right, row), all));

        Node a = Input.of(5, 4).named("a").apply();
        Node b = Input.of(6, 4).named("b").apply();
        models.put("Dot", Graph.of(List.of(a, b), List.of(Dot.of().apply(a, b), Dot.of().normalize(true).apply(a, b))));

        Node one = Input.of(6).named("one").apply();
        Node two = Input.of(6).named("two").apply();
        Layer tower = Dense.of(5).activation(Activations.TANH).named("tower");
        Node first = tower.apply(one);
        models.put("shared", Graph.of(
                List.of(one, two), List.of(first, Concatenate.of().apply(first, tower.apply(two)), one)));

        Node picture = Input.of(6, 6, 3).named("picture").apply();
        Node x = Conv2D.of(4, 3).padding(Padding.SAME).named("stem").apply(picture);
        Node y = BatchNormalization.of().apply(x);
        Node z = Activation.of(Activations.RELU).apply(Add.of().apply(
                y, BatchNormalization.of().apply(Conv2D.of(4, 3).padding(Padding.SAME).useBias(false).apply(y))));
        Node flat = Flatten.of().apply(z);
        models.put("residual", Graph.of(
                List.of(picture), List.of(Dense.of(3).named("kind").apply(flat), flat)));

        Node sequence = Input.of(4, 6).named("sequence").apply();
        Node map = Input.of(3, 4, 6).named("map").apply();
        models.put("ranks", Graph.of(List.of(sequence, map), List.of(
                Add.of().apply(map, sequence), Multiply.of().apply(sequence, map), new Gain("gain").apply(map))));
    }

    /** A layer from outside of our modules. */
    record Gain(String name) implements ComposedLayer {
        @Override
        public Gain named(String newName) {
            return new Gain(newName);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            int channels = inputs.getFirst().channels();
            return List.of(
                    new Weight("gain", Shape.of(channels), new RandomNormal(1, 0.1), true),
                    new Weight("mix", Shape.of(channels, 3), new RandomNormal(0, 1), true));
        }

        @Override
        public io.fovea.custom.SymbolicTensor call(
                List<io.fovea.custom.SymbolicTensor> inputs, io.fovea.custom.WeightTensors weights) {
            var x = inputs.getFirst().multiply(weights.get("gain"));
            var gate = x.absolute().add(0.5).sqrt().log().exp().mean(-3, -2).matmul(weights.get("mix")).sigmoid();
            return x.slice(-1, 1, 4).divide(x.square().sum(-1).reshape(Shape.of(3, 4, 1)).add(1))
                    .multiply(gate).pad(-1, 0, 2).repeat(-2, 2).negative().clip(-1, 1).absolute().add(0.5).reciprocal();
        }
    }
}
