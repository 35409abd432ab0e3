package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.fovea.activations.Activations;
import io.fovea.custom.SymbolicTensor;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.ELU;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.Padding;
import io.fovea.layers.RMSNormalization;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.ReLU;
import io.fovea.layers.Rescaling;
import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Resizing;
import io.fovea.layers.SeparableConv2D;
import io.fovea.layers.Softmax;
import io.fovea.layers.SumPooling2D;
import io.fovea.layers.UpSampling2D;
import io.fovea.tensor.Axes;
import io.fovea.tensor.Shape;

/** What each layer becomes. */
final class LayerExport {
    private LayerExport() {}

    /** The result of a layer; empty, when it is none that can be written. */
    static Optional<SymbolicTensor> write(LayerUse use) {
        return Optional.ofNullable(use.layer().isIdentityAtInference() ? use.inputs().getFirst() : result(use));
    }

    @SuppressWarnings("NullAway")
    private static SymbolicTensor result(LayerUse use) {
        return switch (use.layer()) {
            case Conv2D l -> ConvolutionExport.conv2D(use, l);
            case DepthwiseConv2D l -> ConvolutionExport.depthwise(use, l);
            case SeparableConv2D l -> ConvolutionExport.separable(use, l);
            case Conv2DTranspose l -> ConvolutionExport.transpose(use, l);
            case Dense l -> ActivationExport.write(l.activation(), DenseExport.write(use, l.units()));
            case Maxout l -> DenseExport.maxout(use, l);
            case MaxPooling2D l -> window(
                    l.poolHeight(), l.poolWidth(), l.strideHeight(), l.strideWidth(), l.padding())
                    .pooling(use.input(), use.output(), "MaxPool");
            case AveragePooling2D l -> window(
                    l.poolHeight(), l.poolWidth(), l.strideHeight(), l.strideWidth(), l.padding())
                    .pooling(use.input(), use.output(), "AveragePool", integer("count_include_pad", 0));
            case SumPooling2D l -> window(
                    l.poolHeight(), l.poolWidth(), l.strideHeight(), l.strideWidth(), l.padding())
                    .pooling(use.input(), use.output(), "AveragePool", integer("count_include_pad", 1))
                    .scale((double) l.poolHeight() * l.poolWidth(), 0);
            case GlobalAveragePooling2D _ -> use.input()
                    .meanKeepingAxes(SymbolicTensor.HEIGHT, SymbolicTensor.WIDTH).reshape(use.output());
            case GlobalSumPooling2D _ -> use.input()
                    .sumKeepingAxes(SymbolicTensor.HEIGHT, SymbolicTensor.WIDTH).reshape(use.output());
            case GlobalMaxPooling2D _ -> use.input().node(
                    Shape.of(1, 1, use.output().channels()), "GlobalMaxPool", List.of()).reshape(use.output());
            case Flatten _ -> use.inputs().getFirst().flattenedLazily();
            case BatchNormalization l -> NormalizationExport.batch(use, l);
            case GroupNormalization l -> NormalizationExport.group(use, l);
            case LayerNormalization l -> NormalizationExport.layer(use, l);
            case RMSNormalization l -> NormalizationExport.rms(use, l);
            case Rescaling l when l.scales().size() == 1 ->
                    use.inputs().getFirst().scale(l.scales().getFirst(), l.offsets().getFirst());
            case Rescaling l -> use.input().scaleChannels(l.scales(), l.offsets());
            case Activation l -> ActivationExport.write(l.function(), use.inputs().getFirst());
            case ReLU l -> ActivationExport.write(
                    Activations.relu(l.negativeSlope(), l.maxValue(), l.threshold()), use.inputs().getFirst());
            case LeakyReLU l ->
                    ActivationExport.write(Activations.leakyRelu(l.negativeSlope()), use.inputs().getFirst());
            case ELU l -> ActivationExport.write(Activations.elu(l.alpha()), use.inputs().getFirst());
            case Softmax l -> ActivationExport.along(
                    use.inputs().getFirst(), "Softmax", Axes.ofSample(l.axis()));
            case GatedLinearUnit _ -> gated(use.input());
            case Concatenate l -> use.input().concatenate(
                    Axes.ofSample(l.axis()), use.inputs().stream().skip(1).toArray(SymbolicTensor[]::new));
            case RandomCrop l -> use.input().shape().equals(use.output())
                    ? use.input()
                    : Resizing.of(l.height(), l.width()).aspect(Resizing.Aspect.CROP)
                            .call(Collections.singletonList(use.input()), use.tensors());
            case UpSampling2D l when l.interpolation() == ResizeMethod.NEAREST ->
                    ResizeExport.repeat(use.input(), l.height(), l.width());
            case ComposedLayer l -> l.call(List.copyOf(use.inputs()), use.tensors());
            default -> null;
        };
    }

    private static Window window(int height, int width, int strideHeight, int strideWidth, Padding padding) {
        return new Window(height, width, strideHeight, strideWidth, 1, 1, padding);
    }

    private static SymbolicTensor gated(SymbolicTensor x) {
        int half = x.shape().channels() / 2;
        return x.slice(SymbolicTensor.CHANNELS, 0, half)
                .multiply(x.slice(SymbolicTensor.CHANNELS, half, 2 * half).sigmoid());
    }
}
