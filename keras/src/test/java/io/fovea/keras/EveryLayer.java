package io.fovea.keras;

import static io.fovea.activations.Activations.ELU;
import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.LEAKY_RELU;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.activations.Activations.elu;
import static io.fovea.activations.Activations.leakyRelu;
import static io.fovea.activations.Activations.relu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.activations.ActivationFunction;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Identity;
import io.fovea.initializers.Orthogonal;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.TruncatedNormal;
import io.fovea.initializers.VarianceScaling;
import io.fovea.initializers.VarianceScaling.Distribution;
import io.fovea.layers.Activation;
import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.Add;
import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.AugMix;
import io.fovea.layers.AutoContrast;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.ContrastLimitedAdaptiveHistogramEqualization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.CutMix;
import io.fovea.layers.Cutout;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Equalization;
import io.fovea.layers.Extent;
import io.fovea.layers.FillMode;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.MixUp;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomColorDegeneration;
import io.fovea.layers.RandomColorJitter;
import io.fovea.layers.RandomContrast;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomElasticTransform;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomGaussianBlur;
import io.fovea.layers.RandomGrayscale;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomInvert;
import io.fovea.layers.RandomPerspective;
import io.fovea.layers.RandomPosterization;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomSharpness;
import io.fovea.layers.RandomShear;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;
import io.fovea.layers.ReLU;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Reshape;
import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Softmax;
import io.fovea.layers.Solarization;
import io.fovea.layers.SumPooling2D;
import io.fovea.layers.UnitNormalization;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Small models that together have every layer, activation, initializer and kind of connection that a file can hold. */
final class EveryLayer {
    static final int SAMPLES = 5;

    private EveryLayer() {}

    /** The models by name, new at each call, their weights and statistics drawn at random. */
    static Map<String, Model> models() {
        Map<String, Model> models = new LinkedHashMap<>();
        convolutions(models);
        others(models);
        models.put("skip", skip());
        models.put("shared", shared());
        models.put("several", several());
        int seed = 0;
        for (Model model : models.values()) {
            scatter(model, seed++);
        }
        return models;
    }

    private static void convolutions(Map<String, Model> models) {
        Input input = Input.of(9, 7, 3);
        for (Padding padding : Padding.values()) {
            String suffix = "_" + padding.name().toLowerCase(Locale.ROOT);
            models.put("conv" + suffix, Sequential.of(input, Conv2D.of(4, 3).padding(padding).activation(RELU)));
            models.put("conv_strided" + suffix, Sequential.of(
                    input,
                    Conv2D.of(4, 3, 2).strides(2, 3).padding(padding).kernelInitializer(VarianceScaling.HE_UNIFORM)));
            models.put("conv_dilated" + suffix, Sequential.of(
                    input,
                    Conv2D.of(5, 3, 2).dilation(2, 3).padding(padding).useBias(false).activation(GELU)
                            .kernelInitializer(new RandomUniform(-0.2, 0.3))));
            models.put("max_pooling" + suffix, Sequential.of(
                    input, MaxPooling2D.of(3, 2).strides(2, 1).padding(padding)));
            models.put("average_pooling" + suffix, Sequential.of(
                    input, AveragePooling2D.of(2, 3).strides(1, 2).padding(padding)));
        }
        models.put("conv_1x1", Sequential.of(
                input, Conv2D.of(19, 1).activation(SWISH).kernelInitializer(VarianceScaling.GLOROT_NORMAL)));
    }

    private static void others(Map<String, Model> models) {
        Input picture = Input.of(5, 4, 3);
        models.put("global_average", Sequential.of(picture, GlobalAveragePooling2D.of()));
        models.put("global_max", Sequential.of(picture, GlobalMaxPooling2D.of()));
        models.put("flatten", Sequential.of(picture, Flatten.of()));
        models.put("rescaling", Sequential.of(picture, Rescaling.of(1 / 127.5, -1)));
        models.put("normalization", Sequential.of(
                picture, BatchNormalization.of().momentum(0.9).epsilon(0.01), Activation.of(RELU),
                BatchNormalization.of().center(false), BatchNormalization.of().scale(false)));
        models.put("normalization_1d", Sequential.of(Input.of(6), Dense.of(5), BatchNormalization.of(), Dense.of(2)));
        models.put("activity regularization", Sequential.of(
                picture, ActivityRegularization.of(0.01, 0.5), Flatten.of(), Dense.of(3)));
        models.put("augmentation", Sequential.of(
                picture, RandomFlip.of(), RandomCrop.of(5, 4),
                RandomTranslation.of(0.1, 0.2).interpolation(ResizeMethod.NEAREST),
                RandomRotation.of(Range.of(-0.1, 0.3)),
                RandomZoom.of(Range.of(0, 0.1), Range.of(-0.5, 0)).fillMode(FillMode.CONSTANT).fillValue(0.5),
                RandomZoom.of(0.2), RandomShear.of(0.1, 0.2), RandomContrast.of(0.3), RandomBrightness.of(0.2),
                RandomSaturation.of(0.4), RandomHue.of(0.1).valueRange(Range.UNIT), RandomErasing.of(0.5).fillValue(1),
                RandomErasing.of(0.5), RandomColorDegeneration.of(0.2), RandomSharpness.of(0.2), RandomInvert.of(0.3),
                RandomPerspective.of(Range.of(0.2, 0.4)).scale(0.3),
                RandomElasticTransform.of().fillMode(FillMode.NEAREST).valueRange(Range.UNIT),
                Solarization.of(0.1, 0.2), RandomPosterization.of(2, 7),
                RandomGrayscale.of(0.2), RandomGaussianBlur.of(0.5).kernelSize(5, 5),
                RandomColorJitter.of().hue(Range.upTo(0.2)), RandAugment.of().count(3), AugMix.of().allOps(false),
                MixUp.of(), CutMix.of(), AutoContrast.of().valueRange(Range.of(-1, 1)), Flatten.of(), Dense.of(2)));
        models.put("equalization", Sequential.of(picture, Equalization.of().bins(16), Flatten.of()));
        models.put("equalization in tiles", Sequential.of(
                picture, ContrastLimitedAdaptiveHistogramEqualization.of().tiles(2, 3).clipLimit(2), Flatten.of()));
        models.put("extras", Sequential.of(
                picture, AlternatingFlip.of(), Cutout.of(2).fillValue(0.5),
                RandomCrop.of(5, 4).padding(1).edges(RandomCrop.Edges.REFLECT), RandomCrop.of(4, 4).padding(2),
                SumPooling2D.of(2).strides(1).padding(Padding.SAME), SumPooling2D.of(2, 1), Maxout.of(5, 3),
                Maxout.of(6, 2).useBias(false), GlobalSumPooling2D.of(), Maxout.of(3, 2)));
        models.put("extra pooling", Sequential.of(
                picture, UnitNormalization.of().over(Extent.SAMPLE), Reshape.of(10, 6),
                UnitNormalization.of().over(Extent.SAMPLE), LayerNormalization.of().axes(1, 2),
                Reshape.of(5, 4, 3),
                GlobalSumPooling2D.of().keepDimensions(true)));
        models.put("dropout", Sequential.of(picture, Dropout.of(0.4), Flatten.of(), Dense.of(3), Dropout.of(0)));
        models.put("dense", Sequential.of(
                Input.of(6),
                Dense.of(7).activation(SIGMOID).kernelInitializer(VarianceScaling.HE_NORMAL)
                        .biasInitializer(new Constant(0.25)),
                Dense.of(6).activation(TANH).useBias(false).kernelInitializer(new RandomNormal(0.1, 0.2)),
                Dense.of(5).activation(ELU).kernelInitializer(Constant.ONES),
                Dense.of(4).activation(LEAKY_RELU), Dense.of(3).activation(SOFTMAX)));
        models.put("activations", Sequential.of(
                Input.of(6), Activation.of(leakyRelu(0.3)), Dense.of(8), Activation.of(elu(0.5)), Dense.of(8),
                Activation.of(LEAKY_RELU), Dense.of(8), Activation.of(ELU), Activation.of(GELU), Dense.of(4),
                Activation.of(TANH), Activation.of(SWISH), Activation.of(SIGMOID), Activation.of(SOFTMAX)));
        models.put("rectifiers", Sequential.of(
                picture, Conv2D.of(6, 1).activation(leakyRelu(0.4)), ReLU.of().maxValue(3).negativeSlope(0.1),
                Conv2D.of(6, 1).activation(relu(0.1, 2, 0.25)), ReLU.of(), Conv2D.of(6, 1), LeakyReLU.of(),
                Conv2D.of(6, 1).activation(elu(0.75)), io.fovea.layers.ELU.of(0.5), Softmax.of(1), Softmax.of(-2),
                Softmax.of()));
        models.put("gated", Sequential.of(picture, Conv2D.of(6, 1), GatedLinearUnit.of()));
        Layer[] everyFunction = Stream.of(ActivationFunction.Kind.values())
                .filter(kind -> kind != ActivationFunction.Kind.SPARSEMAX
                        && kind != ActivationFunction.Kind.THRESHOLD)
                .flatMap(kind -> Stream.of(
                        Dense.of(7).activation(kind.withDefault()), Dense.of(7), Activation.of(kind.withDefault())))
                .toArray(Layer[]::new);
        models.put("every_activation", Sequential.of(Input.of(6), everyFunction));
        models.put("initializers", Sequential.of(
                Input.of(6), Dense.of(6).kernelInitializer(new Identity(0.5)),
                Dense.of(7).kernelInitializer(new Orthogonal(1.5)).biasInitializer(new TruncatedNormal(0.1, 0.3)),
                Dense.of(5).kernelInitializer(VarianceScaling.LECUN_NORMAL),
                Dense.of(4).kernelInitializer(VarianceScaling.LECUN_UNIFORM),
                Dense.of(3).kernelInitializer(
                        new VarianceScaling(1.5, VarianceScaling.Fan.OUT, Distribution.UNTRUNCATED_NORMAL))));
    }

    private static Model skip() {
        Node in = Input.of(6, 6, 3).named("picture").apply();
        Node x = Conv2D.of(4, 3).padding(Padding.SAME).activation(RELU).apply(in);
        // No bias: its gradient before a normalization is 0, and Adam makes steps of full size of what rounding leaves of it.
        Node y = BatchNormalization.of().apply(Conv2D.of(4, 3).padding(Padding.SAME).useBias(false).apply(x));
        Node sum = Activation.of(RELU).apply(Add.of().apply(x, y));
        Node wide = Concatenate.of().apply(sum, in, x);
        return Graph.of(in, Dense.of(3).activation(SOFTMAX).apply(GlobalAveragePooling2D.of().apply(wide)));
    }

    private static Model shared() {
        Node left = Input.of(6).apply();
        Node right = Input.of(6).apply();
        Layer tower = Dense.of(5).activation(TANH).named("tower");
        Layer again = Dense.of(5).activation(RELU);
        Node a = again.apply(tower.apply(left));
        Node b = again.apply(again.apply(tower.apply(right)));
        return Graph.named("twins", List.of(left, right), List.of(Dense.of(2).apply(Concatenate.of().apply(a, b))));
    }

    private static Model several() {
        Node small = Input.of(4).named("numbers").apply();
        Node picture = Input.of(5, 5, 2).named("picture").apply();
        Node seen = Flatten.of().apply(MaxPooling2D.of(2).apply(Conv2D.of(3, 2).activation(RELU).apply(picture)));
        Node both = Concatenate.of().apply(small, seen);
        Node kind = Dense.of(3).activation(SOFTMAX).named("kind").apply(both);
        Node size = Dense.of(2).named("size").apply(Dense.of(4).activation(RELU).apply(both));
        return Graph.of(List.of(small, picture), List.of(size, kind));
    }

    /** Biases that are not 0 and variances that are not 1, lest a mistake in their place goes unseen. */
    private static void scatter(Model model, long seed) {
        Random random = new Random(seed);
        for (Layer layer : model.layers()) {
            for (Weight weight : model.weights(layer)) {
                float[] values = model.weight(layer, weight);
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.3f * random.nextFloat();
                }
                model.setWeight(layer, weight, values);
            }
        }
    }

    /** Samples for each input of a model, drawn at random. */
    static List<Samples> inputs(Model model) {
        Random random = new Random(7);
        List<Samples> inputs = new ArrayList<>();
        for (Node input : model.inputs()) {
            Shape shape = model.shape(input);
            float[] values = new float[SAMPLES * shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            inputs.add(new FloatSamples(new Tensor(SAMPLES, shape, values)));
        }
        return inputs;
    }
}
