package io.fovea;

import static io.fovea.activations.Activations.CELU;
import static io.fovea.activations.Activations.ELU;
import static io.fovea.activations.Activations.EXPONENTIAL;
import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.HARD_SHRINK;
import static io.fovea.activations.Activations.HARD_SIGMOID;
import static io.fovea.activations.Activations.HARD_SWISH;
import static io.fovea.activations.Activations.HARD_TANH;
import static io.fovea.activations.Activations.LEAKY_RELU;
import static io.fovea.activations.Activations.LINEAR;
import static io.fovea.activations.Activations.LOG_SIGMOID;
import static io.fovea.activations.Activations.LOG_SOFTMAX;
import static io.fovea.activations.Activations.MISH;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.RELU6;
import static io.fovea.activations.Activations.SELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SOFTPLUS;
import static io.fovea.activations.Activations.SOFTSIGN;
import static io.fovea.activations.Activations.SOFT_SHRINK;
import static io.fovea.activations.Activations.SPARSEMAX;
import static io.fovea.activations.Activations.SPARSE_PLUS;
import static io.fovea.activations.Activations.SPARSE_SIGMOID;
import static io.fovea.activations.Activations.SQUAREPLUS;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.activations.Activations.TANH_SHRINK;
import static io.fovea.activations.Activations.gelu;
import static io.fovea.activations.Activations.relu;
import static io.fovea.activations.Activations.threshold;
import static io.fovea.layers.Padding.SAME;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fovea.activations.ActivationFunction;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Activation;
import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.Add;
import io.fovea.layers.AlphaDropout;
import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.AugMix;
import io.fovea.layers.AutoContrast;
import io.fovea.layers.Average;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.CenterCrop;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.CutMix;
import io.fovea.layers.Cutout;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Dot;
import io.fovea.layers.Dropout;
import io.fovea.layers.Equalization;
import io.fovea.layers.Extent;
import io.fovea.layers.FillMode;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GaussianDropout;
import io.fovea.layers.GaussianNoise;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maximum;
import io.fovea.layers.Maxout;
import io.fovea.layers.Minimum;
import io.fovea.layers.MixUp;
import io.fovea.layers.Multiply;
import io.fovea.layers.Node;
import io.fovea.layers.Normalization;
import io.fovea.layers.PReLU;
import io.fovea.layers.Permute;
import io.fovea.layers.RMSNormalization;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomColorDegeneration;
import io.fovea.layers.RandomColorJitter;
import io.fovea.layers.RandomContrast;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomGaussianBlur;
import io.fovea.layers.RandomGrayscale;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomInvert;
import io.fovea.layers.RandomPosterization;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomSharpness;
import io.fovea.layers.RandomShear;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;
import io.fovea.layers.ReLU;
import io.fovea.layers.RepeatVector;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Reshape;
import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Resizing;
import io.fovea.layers.SeparableConv2D;
import io.fovea.layers.Softmax;
import io.fovea.layers.Solarization;
import io.fovea.layers.SpatialDropout2D;
import io.fovea.layers.StochasticDepth;
import io.fovea.layers.Subtract;
import io.fovea.layers.SumPooling2D;
import io.fovea.layers.UnitNormalization;
import io.fovea.layers.UpSampling2D;
import io.fovea.layers.ZeroPadding2D;
import io.fovea.loop.Objective;
import io.fovea.loop.Trainer;
import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.BinaryFocalCrossentropy;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.CategoricalFocalCrossentropy;
import io.fovea.losses.CategoricalGeneralizedCrossEntropy;
import io.fovea.losses.CategoricalHinge;
import io.fovea.losses.CosineSimilarity;
import io.fovea.losses.Dice;
import io.fovea.losses.Hinge;
import io.fovea.losses.Huber;
import io.fovea.losses.KLDivergence;
import io.fovea.losses.LogCosh;
import io.fovea.losses.Loss;
import io.fovea.losses.MeanAbsoluteError;
import io.fovea.losses.MeanAbsolutePercentageError;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.MeanSquaredLogarithmicError;
import io.fovea.losses.Poisson;
import io.fovea.losses.Reduction;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.losses.SquaredHinge;
import io.fovea.losses.Tversky;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
import io.fovea.plan.OptimizerState;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/**
 * Small trainings whose results are known to the bit. Together they use every layer, activation, optimizer and loss, with
 * channel counts that are no multiple of a vector, last batches that are not full, and batches above and below those from
 * which sums over samples branch. {@link GoldenHashWidthTest} checks them at each vector width; {@link #main} needs no test
 * framework, so that it also runs under an emulator.
 *
 * <p>A new layer or optimizer is one more entry in {@link #ALL}: run {@link #main} and copy the hash that it prints.
 */
final class GoldenTrainings {
    private GoldenTrainings() {}

    /**
     * One training.
     *
     * @param model makes the graph anew
     * @param batch samples of a step
     * @param samples of the data; {@code samples % batch} are in the last step of an epoch
     * @param hash SHA-256 of the weights, the optimizer's states and the history
     */
    record Case(
            String name, Supplier<Topology> model, List<Loss> losses, List<Metric> metrics, Optimizer optimizer,
            int batch, int samples, String hash) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Loss> SPARSE = List.of(new SparseCategoricalCrossentropy());
    private static final List<Metric> ACCURACY = List.of(new SparseCategoricalAccuracy());

    private static final List<Loss> EVERY_LOSS = List.of(
            new BinaryCrossentropy(), new BinaryFocalCrossentropy(true, 0.3, 1.5, false, 0.1),
            new CategoricalFocalCrossentropy(), new CategoricalGeneralizedCrossEntropy(), new KLDivergence(),
            new Poisson(), new Hinge(), new SquaredHinge(), new CategoricalHinge(),
            new MeanSquaredError().reduction(Reduction.SUM), new MeanSquaredError(), new MeanAbsoluteError(),
            new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError(), new Huber(0.3), new LogCosh(),
            new CosineSimilarity(), new Dice(), new Tversky(0.3, 0.7),
            Loss.of("squares", (y, t) -> (y - t) * (y - t), (y, t) -> 2 * (y - t)));

    static final List<Case> ALL = List.of(
            new Case("every loss, a penalty of activations; Adam", GoldenTrainings::heads, EVERY_LOSS, List.of(),
                    new Adam(0.01), 35, 40,
                    "c9879afce07f5598cf657df79d25df5aff8b1e9d1f83fa4c0b9d5119c0abbec1"),
            new Case("convolutions, pooling, dropout, dense; Adam", () -> sequence(
                    Input.of(16, 16, 3), Conv2D.of(20, 3).padding(SAME).activation(RELU),
                    Conv2D.of(24, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Dropout.of(0.25),
                    Flatten.of(), Dense.of(33).activation(RELU), Dropout.of(0.5), Dense.of(7).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 10, 37,
                    "441c4931f203183348d816d822f6e596d02bde0dd155bdc76c463639c701e315"),
            new Case("batch normalization and additions; SGD with momentum", GoldenTrainings::residual,
                    SPARSE, ACCURACY, new SGD(0.05, 0.9, false), 33, 70,
                    "f93e3da99fbb8505a47cb4f3cfad6b510f0cf225d77b9c753fd25fefc134497d"),
            new Case("every activation; SGD with Nesterov momentum", GoldenTrainings::activations,
                    SPARSE, List.of(new SparseTopKCategoricalAccuracy(2)), new SGD(0.05, 0.8, true), 9, 30,
                    "8ce82cf4137f5a23ec4b337e8ebc297a3f6128599a5f3768e3bca34c800d3c52"),
            new Case("Winograd's convolutions; SGD", () -> sequence(
                    Input.of(21, 18, 2), Conv2D.of(24, 3).padding(SAME), Activation.of(RELU),
                    Conv2D.of(33, 3).padding(SAME), BatchNormalization.of(), Conv2D.of(20, 3), MaxPooling2D.of(2),
                    Activation.of(TANH), Flatten.of(), Dense.of(5).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new SGD(0.05), 5, 12,
                    "ee44eb150c989741d7f058abd074c16fac7dce3a8eaddabb598598f00104d5aa"),
            new Case("convolutions of small images; Adam", () -> sequence(
                    Input.of(6, 5, 3), Conv2D.of(24, 3).padding(SAME).activation(RELU),
                    Conv2D.of(40, 3).padding(SAME).strides(2), BatchNormalization.of(), Activation.of(RELU),
                    Conv2D.of(36, 3).padding(SAME).dilation(2), Conv2D.of(33, 2).padding(SAME).activation(ELU),
                    Flatten.of(), Dense.of(4).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 70, 100,
                    "93776738c8d852705459d6a2432148adb3d7f54f3a42837b9d8d65d49e7a3040"),
            new Case("shared layers, two inputs, two outputs; Adam", GoldenTrainings::twins,
                    List.of(new SparseCategoricalCrossentropy(), new CategoricalCrossentropy()), List.of(),
                    new Adam(0.003), 7, 20,
                    "1d7c83005211a00954d591a3273aa51da016abf724adfa369e8bdc5fa1b1d3e0"),
            new Case("dense layers of long vectors; SGD with momentum", () -> sequence(
                    Input.of(9, 9, 3), Conv2D.of(20, 1), Flatten.of(), Dense.of(70).activation(TANH),
                    Dense.of(1100).activation(SIGMOID), Dense.of(9).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new SGD(0.05, 0.9, false), 37, 80,
                    "1a0160ba652cce38f9cadf5052afed8d023dc22134a94595ff548109dd72f15a"),
            new Case("a large batch; Adam", () -> sequence(
                    Input.of(7, 7, 1), Conv2D.of(9, 3).activation(RELU), BatchNormalization.of().scale(false),
                    AveragePooling2D.of(2).strides(1).padding(SAME), Dropout.of(0.3), Flatten.of(),
                    Dense.of(21).activation(RELU), Dense.of(3).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 150, 250,
                    "e4996df7f915b917c06af0a6f2fed2c6a3f1eaa2f693b6848a77d53fd264b704"),
            new Case("packed inputs, rescaling, strides and dilations; SGD", GoldenTrainings::packed,
                    List.of(new CategoricalCrossentropy(true)), List.of(new CategoricalAccuracy()), new SGD(0.05), 6,
                    20,
                    "9d31a4e13800e4e3e05f40d59375e34478a54458530a73fdea85537c61f5fb17"),
            new Case("a loss of probabilities, overlapping pooling, batches of one; Adam", () -> sequence(
                    Input.of(10, 9, 12), Dropout.of(0.2), Conv2D.of(18, 3).padding(SAME).useBias(false),
                    BatchNormalization.of().center(false), MaxPooling2D.of(3).strides(2).padding(SAME),
                    GlobalMaxPooling2D.of(), Dense.of(6).activation(SIGMOID)),
                    SPARSE, ACCURACY, new Adam(0.01), 1, 5,
                    "a4ea4b0895d00af8f33f25b7f5b7f5b8f2cb13d0a95059b56ba965ffce8ce135"),
            new Case("depthwise, grouped and transposed convolutions, normalizations of samples; Adam", () -> sequence(
                    Input.of(12, 11, 6), Normalization.of(0.1, 0.9),
                    DepthwiseConv2D.of(3).padding(SAME).activation(RELU), Conv2D.of(12, 3).groups(3).padding(SAME),
                    LayerNormalization.of(), SeparableConv2D.of(20, 3).strides(2).padding(SAME).depthMultiplier(2),
                    GroupNormalization.of(4), Conv2DTranspose.of(9, 3).strides(2).padding(SAME),
                    PReLU.of().sharedAxes(1, 2), SumPooling2D.of(2), RMSNormalization.of(),
                    DepthwiseConv2D.of(3).strides(2), LayerNormalization.of().over(Extent.SAMPLE),
                    GlobalSumPooling2D.of(), UnitNormalization.of(), Dense.of(5).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 9, 21,
                    "f49cce7c8eb7482da8b92dc86a3c88c6a46d395fb88350dd674c4aa25bf507dc"),
            new Case("merging, shapes, resampling, noise; SGD", GoldenTrainings::merged,
                    SPARSE, ACCURACY, new SGD(0.05), 7, 20,
                    "aef3e93555c2dc711cab73739ced5d5e64198d30243d7b4c36a9a5af74b11c7e"),
            new Case("the other activations and their layers; Adam", GoldenTrainings::branches,
                    SPARSE, ACCURACY, new Adam(0.01), 9, 30,
                    "574a4aefb1a2b21c8a3f966e271a317a39282619c9968fd7ab3e9bd70f8686d7"),
            new Case("augmentation; Adam", () -> sequence(Input.of(11, 12, 3), Stream.concat(
                    augmentation().stream(),
                    Stream.of(
                            Conv2D.of(9, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Flatten.of(),
                            Dense.of(4).activation(SOFTMAX)))
                    .toArray(Layer[]::new)),
                    List.of(new CategoricalCrossentropy()), List.of(new CategoricalAccuracy()), new Adam(0.01), 7, 40,
                    "a291e7e06ef41dee178cdc7553ad47ce92dffda9f54285f270c252248d48eb59"),
            new Case("augmentation behind weights; SGD", () -> sequence(
                    Input.of(9, 8, 2), Conv2D.of(5, 3).padding(SAME), RandomFlip.of(), RandomRotation.of(0.2),
                    MixUp.of(), Conv2D.of(18, 3).padding(SAME), RandomZoom.of(0.3).interpolation(ResizeMethod.NEAREST),
                    RandomErasing.of(1).valueRange(Range.UNIT), CutMix.of(),
                    Conv2D.of(6, 3).padding(SAME).activation(RELU),
                    RandomCrop.of(7, 7).padding(1), Flatten.of(), Dense.of(3).activation(SOFTMAX)),
                    List.of(new CategoricalCrossentropy()), List.of(new CategoricalAccuracy()), new SGD(0.05), 40, 90,
                    "2cd6a1712309e6266961056d37fd22a18b23cc0a164732d5bd3ddf57e73cd72b"));

    /** Each once, some of them milder than their default, so that an image is left. */
    private static List<Layer> augmentation() {
        return List.of(
                AlternatingFlip.of(), RandomFlip.of(), RandomCrop.of(10, 10).padding(1).edges(RandomCrop.Edges.REFLECT),
                RandomTranslation.of(0.2, 0.1), RandomRotation.of(0.1).fillMode(FillMode.WRAP),
                RandomZoom.of(0.2).fillMode(FillMode.CONSTANT), RandomShear.of(0.1, 0.2).fillMode(FillMode.NEAREST),
                RandomContrast.of(0.2), RandomBrightness.of(0.1), RandomSaturation.of(Range.of(0.3, 0.7)),
                RandomHue.of(0.2), RandomErasing.of(0.5), Cutout.of(3), RandomColorDegeneration.of(0.3),
                RandomSharpness.of(0.9), RandomInvert.of(0.3), Solarization.of(0.1, 0.2), AutoContrast.of(),
                Equalization.of(), RandomPosterization.of(8), RandomGrayscale.of(0.3), RandomGaussianBlur.of(0.5),
                RandomColorJitter.of().brightness(Range.around(0.1)).hue(Range.upTo(0.1)), RandAugment.of(),
                AugMix.of(),
                Rescaling.of(1 / 255.0), MixUp.of(), CutMix.of());
    }

    private static Topology sequence(Input input, Layer... layers) {
        Node first = input.apply();
        return new Topology(List.of(first), List.of(through(first, layers)));
    }

    private static Node through(Node first, Layer... layers) {
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        return node;
    }

    private static Topology residual() {
        Node in = Input.of(16, 17, 3).apply();
        Node x = through(in, Conv2D.of(24, 3).padding(SAME).useBias(false), BatchNormalization.of(),
                Activation.of(RELU));
        Node y = through(x, Conv2D.of(24, 3).padding(SAME), BatchNormalization.of(), Activation.of(RELU),
                Conv2D.of(24, 3).padding(SAME), BatchNormalization.of());
        Node z = through(Add.of().apply(x, y), Activation.of(RELU), Conv2D.of(20, 1).strides(2),
                BatchNormalization.of(), Activation.of(SWISH), GlobalAveragePooling2D.of());
        return new Topology(List.of(in), List.of(Dense.of(5).activation(SOFTMAX).apply(z)));
    }

    private static Topology activations() {
        List<Layer> layers = new ArrayList<>();
        int filters = 9;
        for (ActivationFunction f : List.of(GELU, TANH, ELU, LEAKY_RELU, SWISH, SIGMOID, RELU, SOFTMAX)) {
            layers.add(Conv2D.of(filters, 3).padding(SAME).activation(f));
            layers.add(Dense.of(filters).activation(f));
            filters += 3;
        }
        layers.addAll(List.of(
                AveragePooling2D.of(2), Activation.of(GELU), Flatten.of(), Activation.of(SIGMOID), Dense.of(6)));
        layers.add(Activation.of(SOFTMAX));
        return sequence(Input.of(6, 5, 3), layers.toArray(Layer[]::new));
    }

    private static Topology merged() {
        Node in = Input.of(10, 9, 3).apply();
        Node x = through(in, CenterCrop.of(9, 8), ZeroPadding2D.of(1), Cropping2D.of(1, 0, 0, 1),
                Conv2D.of(10, 3).padding(SAME), GaussianNoise.of(0.1), SpatialDropout2D.of(0.2),
                StochasticDepth.of(0.1));
        Node gate = through(GlobalAveragePooling2D.of().keepDimensions(true).apply(x),
                Conv2D.of(10, 1).activation(SIGMOID));
        Node y = Multiply.of().apply(x, gate);
        Node z = Maximum.of().apply(y, Minimum.of().apply(x, Average.of().apply(x, y)));
        Node map = through(Subtract.of().apply(z, gate), GaussianDropout.of(0.2), Resizing.of(5, 4),
                UpSampling2D.of(2), UpSampling2D.of(1, 2).interpolation(ResizeMethod.BILINEAR),
                Permute.of(2, 1, 3), AveragePooling2D.of(4), Reshape.of(-1, 10), AlphaDropout.of(0.1));
        Node vector = through(map, Flatten.of(), Dense.of(6));
        Node again = through(RepeatVector.of(3).apply(vector), Dense.of(4));
        Node products = Dot.of().normalize(true).apply(again, through(map, Dense.of(4)));
        return new Topology(List.of(in), List.of(through(products, Flatten.of(), Dense.of(4).activation(SOFTMAX))));
    }

    /** A branch for each function: behind one another, those that shrink would leave nothing for the next. */
    private static Topology branches() {
        Node in = Input.of(5, 4, 3).apply();
        Node base = Conv2D.of(9, 3).padding(SAME).apply(in);
        List<Node> ends = new ArrayList<>();
        for (ActivationFunction f : List.of(
                LINEAR, RELU6, SELU, CELU, MISH, HARD_SIGMOID, HARD_SWISH, HARD_TANH, TANH_SHRINK, SOFT_SHRINK,
                HARD_SHRINK, threshold(0.25, -0.5), SOFTPLUS, SOFTSIGN, SQUAREPLUS, SPARSE_PLUS, SPARSE_SIGMOID,
                LOG_SIGMOID, EXPONENTIAL, LOG_SOFTMAX, SPARSEMAX, gelu(true), relu(0.1, 1.5, 0.2))) {
            ends.add(Conv2D.of(5, 2).padding(SAME).activation(f).apply(base));
            ends.add(through(base, Dense.of(3), Dropout.of(0.1), Activation.of(f)));
        }
        for (Layer layer : List.of(
                ReLU.of().maxValue(0.75), LeakyReLU.of(), io.fovea.layers.ELU.of(0.5), Softmax.of(1), Softmax.of(2),
                Softmax.of(), GatedLinearUnit.of(), Maxout.of(5, 3))) {
            ends.add(through(base, Conv2D.of(6, 1), layer));
        }
        Node all = Concatenate.of().apply(ends.toArray(Node[]::new));
        return new Topology(List.of(in), List.of(through(
                all, Conv2D.of(18, 1), GlobalAveragePooling2D.of(), Maxout.of(6, 2), Dense.of(4).activation(SOFTMAX))));
    }

    private static Topology twins() {
        Node a = Input.of(8, 8, 2).apply();
        Node b = Input.of(8, 8, 2).apply();
        Layer[] tower = {
            Conv2D.of(9, 3).padding(SAME), BatchNormalization.of(), Activation.of(RELU), Conv2D.of(18, 3).padding(SAME),
            GlobalAveragePooling2D.of(), Dense.of(11).activation(TANH)};
        Node left = through(a, tower);
        Node both = Concatenate.of().apply(left, through(b, tower));
        return new Topology(List.of(a, b), List.of(
                Dense.of(4).activation(SOFTMAX).apply(both), Dense.of(3).activation(SOFTMAX).apply(left)));
    }

    /** An output for each loss, with numbers in (0, 1). */
    private static Topology heads() {
        Node in = Input.of(6).apply();
        Node trunk = through(in, Dense.of(19).activation(TANH), ActivityRegularization.of(1e-3, 1e-2));
        List<Node> outputs = new ArrayList<>();
        for (int i = 0; i < EVERY_LOSS.size(); i++) {
            outputs.add(Dense.of(3 + i % 3).activation(SIGMOID).apply(trunk));
        }
        return new Topology(List.of(in), outputs);
    }

    private static Topology packed() {
        Node in = Input.of(11, 12, 12).apply();
        Node x = through(in, Rescaling.of(0.5, -0.25), Conv2D.of(18, 3).padding(SAME).activation(RELU));
        Node y = through(in, Conv2D.of(5, 3, 2).dilation(2, 1).padding(SAME), Activation.of(ELU));
        Node z = through(Concatenate.of().apply(x, y), Conv2D.of(33, 2, 3).strides(2, 1), Dropout.of(0.4),
                Conv2D.of(7, 3).strides(3), Flatten.of());
        return new Topology(List.of(in), List.of(Dense.of(5).apply(z)));
    }

    /** The hash of a training's result, with {@code kernels} on {@code threads} threads. */
    static String hash(Case c, Kernels kernels, int threads) {
        try (Memory memory = new Memory(); Workers workers = new Workers(threads)) {
            Network network = new Network(c.model().get(), kernels, memory, new Lifecycle(() -> {}));
            network.initialize(3);
            OptimizerState state = new OptimizerState(c.optimizer()::update, network.graph().parameters());
            Objective objective = new Objective(c.losses(), c.metrics());
            Dataset data = data(network, objective, c.samples());
            History history = new Trainer(
                    network, objective, c.optimizer(), state, data,
                    FitOptions.epochs(2).batch(c.batch()).validation(data).seed(5), workers, 0).run();
            return hash(network, state, history);
        }
    }

    private static Dataset data(Network network, Objective objective, int samples) {
        List<Samples> inputs = new ArrayList<>();
        for (Node node : network.topology().inputs()) {
            Shape shape = network.topology().shape(node);
            float[] values = new RandomNormal(0, 1).values(Shape.of(samples, shape.size()), 7 + inputs.size());
            inputs.add(new FloatSamples(new Tensor(samples, shape, values)));
        }
        List<Samples> targets = new ArrayList<>();
        for (int output = 0; output < objective.losses().size(); output++) {
            int classes = network.topology().shape(network.topology().outputs().get(output)).channels();
            int[] labels = new int[samples];
            float[] oneHot = new float[samples * classes];
            for (int i = 0; i < samples; i++) {
                labels[i] = (int) (Randoms.uniform(output, i) * classes);
                oneHot[i * classes + labels[i]] = 1;
            }
            boolean indices = objective.losses().get(output).targetShape(Shape.of(classes)).size() == 1;
            targets.add(
                    indices ? new Labels(labels) : new FloatSamples(new Tensor(samples, Shape.of(classes), oneHot)));
        }
        return new Dataset(inputs, targets, List.of());
    }

    /** Numbers in Keras's order, little-endian. A NaN would be the same for all that is wrong, so it is refused. */
    private static String hash(Network network, OptimizerState state, History history) {
        MessageDigest digest = sha256();
        network.weights().forEach(weight -> add(digest, weight));
        state.parameters().forEach(parameter -> {
            for (int i = 0; i < state.states(parameter); i++) {
                add(digest, state.read(parameter, i));
            }
        });
        for (History.Epoch epoch : history.epochs()) {
            epoch.logs().forEach((name, value) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                if (value.isNaN()) {
                    throw new IllegalStateException(name + " of epoch " + epoch.number() + " is NaN");
                }
                digest.update(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, value));
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs all trainings with the kernels of this process and prints a line for each; ends with exit code 1 if one differs.
     *
     * @param arguments how many threads; default 1
     */
    public static void main(String[] arguments) {
        int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        Kernels kernels = arguments.length < 2 ? Kernels.preferred() : Kernels.scalar(Integer.parseInt(arguments[1]));
        System.out.println(System.getProperty("os.arch") + ", Java " + Runtime.version() + ", " + kernels.name() + ", "
                + threads + " threads");
        boolean[] differs = {false};
        for (Case c : ALL) {
            String hash = hash(c, kernels, threads);
            boolean same = hash.equals(c.hash());
            differs[0] |= !same;
            System.out.println((same ? "same     " : "DIFFERENT ") + hash + "  " + c.name());
        }
        System.exit(differs[0] ? 1 : 0);
    }
}
