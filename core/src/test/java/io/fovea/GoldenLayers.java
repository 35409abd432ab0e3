package io.fovea;

import static io.fovea.activations.Activations.ELU;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.layers.Padding.SAME;

import java.util.List;

import io.fovea.graph.Topology;
import io.fovea.layers.Activation;
import io.fovea.layers.AdaptiveAveragePooling2D;
import io.fovea.layers.AdaptiveMaxPooling2D;
import io.fovea.layers.Add;
import io.fovea.layers.AlphaDropout;
import io.fovea.layers.Average;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.CenterCrop;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Dot;
import io.fovea.layers.Dropout;
import io.fovea.layers.Extent;
import io.fovea.layers.Flatten;
import io.fovea.layers.GaussianDropout;
import io.fovea.layers.GaussianNoise;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maximum;
import io.fovea.layers.Minimum;
import io.fovea.layers.Multiply;
import io.fovea.layers.Node;
import io.fovea.layers.Normalization;
import io.fovea.layers.PReLU;
import io.fovea.layers.Permute;
import io.fovea.layers.RMSNormalization;
import io.fovea.layers.RepeatVector;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Reshape;
import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Resizing;
import io.fovea.layers.SeparableConv2D;
import io.fovea.layers.SpatialDropout2D;
import io.fovea.layers.StochasticDepth;
import io.fovea.layers.Subtract;
import io.fovea.layers.SumPooling2D;
import io.fovea.layers.UnitNormalization;
import io.fovea.layers.UpSampling2D;
import io.fovea.layers.ZeroPadding2D;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;
import io.fovea.regularizers.L1L2;

/** Golden trainings of layers: convolutions and their methods, poolings, normalizations, merging, shapes. */
final class GoldenLayers {
    static final List<GoldenTrainings.Case> ALL = List.of(
            new GoldenTrainings.Case("convolutions, pooling, dropout, dense; Adam", () -> GoldenTrainings.sequence(
                    Input.of(16, 16, 3), Conv2D.of(20, 3).padding(SAME).activation(RELU),
                    Conv2D.of(24, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Dropout.of(0.25),
                    Flatten.of(), Dense.of(33).activation(RELU), Dropout.of(0.5), Dense.of(7).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 10, 37,
                    "441c4931f203183348d816d822f6e596d02bde0dd155bdc76c463639c701e315"),
            new GoldenTrainings.Case("batch normalization and additions; SGD with momentum", GoldenLayers::residual,
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new SGD(0.05, 0.9, false), 33, 70,
                    "f93e3da99fbb8505a47cb4f3cfad6b510f0cf225d77b9c753fd25fefc134497d"),
            new GoldenTrainings.Case("Winograd's convolutions; SGD", () -> GoldenTrainings.sequence(
                    Input.of(21, 18, 2), Conv2D.of(24, 3).padding(SAME), Activation.of(RELU),
                    Conv2D.of(33, 3).padding(SAME), BatchNormalization.of(), Conv2D.of(20, 3), MaxPooling2D.of(2),
                    Activation.of(TANH), Flatten.of(), Dense.of(5).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new SGD(0.05), 5, 12,
                    "ee44eb150c989741d7f058abd074c16fac7dce3a8eaddabb598598f00104d5aa"),
            new GoldenTrainings.Case("convolutions of small images; Adam", () -> GoldenTrainings.sequence(
                    Input.of(6, 5, 3), Conv2D.of(24, 3).padding(SAME).activation(RELU),
                    Conv2D.of(40, 3).padding(SAME).strides(2), BatchNormalization.of(), Activation.of(RELU),
                    Conv2D.of(36, 3).padding(SAME).dilation(2), Conv2D.of(33, 2).padding(SAME).activation(ELU),
                    Flatten.of(), Dense.of(4).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 70, 100,
                    "93776738c8d852705459d6a2432148adb3d7f54f3a42837b9d8d65d49e7a3040"),
            new GoldenTrainings.Case("shared layers, two inputs, two outputs; Adam", GoldenLayers::twins,
                    List.of(new SparseCategoricalCrossentropy(), new CategoricalCrossentropy()), List.of(),
                    new Adam(0.003), 7, 20,
                    "1d7c83005211a00954d591a3273aa51da016abf724adfa369e8bdc5fa1b1d3e0"),
            new GoldenTrainings.Case("dense layers of long vectors; SGD with momentum", () -> GoldenTrainings.sequence(
                    Input.of(9, 9, 3), Conv2D.of(20, 1), Flatten.of(), Dense.of(70).activation(TANH),
                    Dense.of(1100).activation(SIGMOID), Dense.of(9).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new SGD(0.05, 0.9, false), 37, 80,
                    "1a0160ba652cce38f9cadf5052afed8d023dc22134a94595ff548109dd72f15a"),
            new GoldenTrainings.Case("a large batch; Adam", () -> GoldenTrainings.sequence(
                    Input.of(7, 7, 1), Conv2D.of(9, 3).activation(RELU), BatchNormalization.of().scale(false),
                    AveragePooling2D.of(2).strides(1).padding(SAME), Dropout.of(0.3), Flatten.of(),
                    Dense.of(21).activation(RELU), Dense.of(3).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 150, 250,
                    "e4996df7f915b917c06af0a6f2fed2c6a3f1eaa2f693b6848a77d53fd264b704"),
            new GoldenTrainings.Case("packed inputs, rescaling, strides and dilations; SGD", GoldenLayers::packed,
                    List.of(new CategoricalCrossentropy(true)), List.of(new CategoricalAccuracy()), new SGD(0.05), 6,
                    20,
                    "9d31a4e13800e4e3e05f40d59375e34478a54458530a73fdea85537c61f5fb17"),
            new GoldenTrainings.Case("a loss of probabilities, overlapping pooling, batches of one; Adam",
                    () -> GoldenTrainings.sequence(
                            Input.of(10, 9, 12), Dropout.of(0.2), Conv2D.of(18, 3).padding(SAME).useBias(false),
                            BatchNormalization.of().center(false), MaxPooling2D.of(3).strides(2).padding(SAME),
                            GlobalMaxPooling2D.of(), Dense.of(6).activation(SIGMOID)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 1, 5,
                    "a4ea4b0895d00af8f33f25b7f5b7f5b8f2cb13d0a95059b56ba965ffce8ce135"),
            new GoldenTrainings.Case("depthwise, grouped and transposed convolutions, normalizations of samples; Adam",
                    () -> GoldenTrainings.sequence(
                            Input.of(12, 11, 6), Normalization.of(0.1, 0.9),
                            DepthwiseConv2D.of(3).padding(SAME).activation(RELU),
                            Conv2D.of(12, 3).groups(3).padding(SAME),
                            LayerNormalization.of(),
                            SeparableConv2D.of(20, 3).strides(2).padding(SAME).depthMultiplier(2),
                            GroupNormalization.of(4), Conv2DTranspose.of(9, 3).strides(2).padding(SAME),
                            PReLU.of().sharedAxes(1, 2), SumPooling2D.of(2), RMSNormalization.of(),
                            DepthwiseConv2D.of(3).strides(2), LayerNormalization.of().over(Extent.SAMPLE),
                            GlobalSumPooling2D.of(), UnitNormalization.of(), Dense.of(5).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 9, 21,
                    "f49cce7c8eb7482da8b92dc86a3c88c6a46d395fb88350dd674c4aa25bf507dc"),
            new GoldenTrainings.Case("merging, shapes, resampling, noise; SGD", GoldenLayers::merged,
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new SGD(0.05), 7, 20,
                    "aef3e93555c2dc711cab73739ced5d5e64198d30243d7b4c36a9a5af74b11c7e"),
            new GoldenTrainings.Case("adaptive pooling, normalization along axes; Adam", () -> GoldenTrainings.sequence(
                    Input.of(11, 9, 3), Conv2D.of(9, 3).padding(SAME).activityRegularizer(new L1L2(1e-4, 1e-3)),
                    AdaptiveMaxPooling2D.of(7, 6), LayerNormalization.of().axes(1, 3),
                    Conv2D.of(18, 3).padding(SAME).activation(RELU), AdaptiveAveragePooling2D.of(3, 2), Flatten.of(),
                    Dense.of(5).activation(SOFTMAX)),
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 9, 21,
                    "f6b5ce5fc9cb386122eb6231f644cf8f4050776bc8870ee1cc7a53856e44bb4e"));

    private GoldenLayers() {}

    private static Topology residual() {
        Node in = Input.of(16, 17, 3).apply();
        Node x = GoldenTrainings.through(in, Conv2D.of(24, 3).padding(SAME).useBias(false), BatchNormalization.of(),
                Activation.of(RELU));
        Node y = GoldenTrainings.through(x, Conv2D.of(24, 3).padding(SAME), BatchNormalization.of(),
                Activation.of(RELU),
                Conv2D.of(24, 3).padding(SAME), BatchNormalization.of());
        Node z = GoldenTrainings.through(Add.of().apply(x, y), Activation.of(RELU), Conv2D.of(20, 1).strides(2),
                BatchNormalization.of(), Activation.of(SWISH), GlobalAveragePooling2D.of());
        return new Topology(List.of(in), List.of(Dense.of(5).activation(SOFTMAX).apply(z)));
    }

    private static Topology merged() {
        Node in = Input.of(10, 9, 3).apply();
        Node x = GoldenTrainings.through(in, CenterCrop.of(9, 8), ZeroPadding2D.of(1), Cropping2D.of(1, 0, 0, 1),
                Conv2D.of(10, 3).padding(SAME), GaussianNoise.of(0.1), SpatialDropout2D.of(0.2),
                StochasticDepth.of(0.1));
        Node gate = GoldenTrainings.through(GlobalAveragePooling2D.of().keepDimensions(true).apply(x),
                Conv2D.of(10, 1).activation(SIGMOID));
        Node y = Multiply.of().apply(x, gate);
        Node z = Maximum.of().apply(y, Minimum.of().apply(x, Average.of().apply(x, y)));
        Node map = GoldenTrainings.through(Subtract.of().apply(z, gate), GaussianDropout.of(0.2), Resizing.of(5, 4),
                UpSampling2D.of(2), UpSampling2D.of(1, 2).interpolation(ResizeMethod.BILINEAR),
                Permute.of(2, 1, 3), AveragePooling2D.of(4), Reshape.of(-1, 10), AlphaDropout.of(0.1));
        Node vector = GoldenTrainings.through(map, Flatten.of(), Dense.of(6));
        Node again = GoldenTrainings.through(RepeatVector.of(3).apply(vector), Dense.of(4));
        Node products = Dot.of().normalize(true).apply(again, GoldenTrainings.through(map, Dense.of(4)));
        return new Topology(List.of(in),
                List.of(GoldenTrainings.through(products, Flatten.of(), Dense.of(4).activation(SOFTMAX))));
    }

    private static Topology twins() {
        Node a = Input.of(8, 8, 2).apply();
        Node b = Input.of(8, 8, 2).apply();
        Layer[] tower = {
            Conv2D.of(9, 3).padding(SAME), BatchNormalization.of(), Activation.of(RELU), Conv2D.of(18, 3).padding(SAME),
            GlobalAveragePooling2D.of(), Dense.of(11).activation(TANH)};
        Node left = GoldenTrainings.through(a, tower);
        Node both = Concatenate.of().apply(left, GoldenTrainings.through(b, tower));
        return new Topology(List.of(a, b), List.of(
                Dense.of(4).activation(SOFTMAX).apply(both), Dense.of(3).activation(SOFTMAX).apply(left)));
    }

    private static Topology packed() {
        Node in = Input.of(11, 12, 12).apply();
        Node x = GoldenTrainings.through(in, Rescaling.of(0.5, -0.25), Conv2D.of(18, 3).padding(SAME).activation(RELU));
        Node y = GoldenTrainings.through(in, Conv2D.of(5, 3, 2).dilation(2, 1).padding(SAME), Activation.of(ELU));
        Node z = GoldenTrainings.through(Concatenate.of().apply(x, y), Conv2D.of(33, 2, 3).strides(2, 1),
                Dropout.of(0.4),
                Conv2D.of(7, 3).strides(3), Flatten.of());
        return new Topology(List.of(in), List.of(Dense.of(5).apply(z)));
    }
}
