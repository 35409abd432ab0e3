package io.fovea.app;

import static io.fovea.layers.Padding.SAME;

import java.util.ArrayList;
import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Dropout;
import io.fovea.layers.GaussianNoise;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.Layer;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.PReLU;
import io.fovea.layers.Permute;
import io.fovea.layers.RMSNormalization;
import io.fovea.layers.Resizing;
import io.fovea.layers.SeparableConv2D;
import io.fovea.layers.Softmax;
import io.fovea.layers.SpatialDropout2D;
import io.fovea.layers.SumPooling2D;
import io.fovea.layers.UnitNormalization;
import io.fovea.layers.UpSampling2D;
import io.fovea.layers.ZeroPadding2D;
import io.fovea.tensor.Shape;

/** The layers that {@code fovea bench --layers} measures, each on a feature map of a usual shape. */
final class LayerList {
    private static final Shape MAP = Shape.of(32, 32, 64);
    private static final int BATCH = 32;

    private LayerList() {}

    /** Every kind of layer, and every activation. */
    static List<LayerBenchmark> all() {
        List<Layer> layers = new ArrayList<>(List.of(
                Conv2D.of(64, 3).padding(SAME), Conv2D.of(64, 1), Conv2D.of(128, 3).strides(2).padding(SAME),
                Conv2D.of(64, 3).dilation(2).padding(SAME), Conv2D.of(64, 3).groups(4).padding(SAME),
                DepthwiseConv2D.of(3).padding(SAME), DepthwiseConv2D.of(5).padding(SAME),
                DepthwiseConv2D.of(3).strides(2).padding(SAME), SeparableConv2D.of(64, 3).padding(SAME),
                Conv2DTranspose.of(64, 3).padding(SAME), Conv2DTranspose.of(64, 3).strides(2).padding(SAME),
                Dense.of(64), Maxout.of(64, 2), MaxPooling2D.of(2), MaxPooling2D.of(3).strides(2),
                AveragePooling2D.of(2), SumPooling2D.of(2), GlobalAveragePooling2D.of(), GlobalMaxPooling2D.of(),
                BatchNormalization.of(), LayerNormalization.of(), GroupNormalization.of(8), RMSNormalization.of(),
                UnitNormalization.of(), Dropout.of(0.5), SpatialDropout2D.of(0.5), GaussianNoise.of(0.1),
                PReLU.of().sharedAxes(1, 2),
                Softmax.of(), ZeroPadding2D.of(1), Cropping2D.of(1), UpSampling2D.of(2), Resizing.of(48, 48),
                Permute.of(2, 1, 3)));
        for (ActivationFunction.Kind kind : ActivationFunction.Kind.values()) {
            if (!kind.withDefault().equals(Activations.LINEAR)) {
                layers.add(Activation.of(kind.withDefault()));
            }
        }
        return layers.stream().map(layer -> new LayerBenchmark(layer, MAP, BATCH)).toList();
    }

    /** What a row of the table is called. */
    static String title(Layer layer) {
        String title = layer instanceof Activation activation ? activation.function().kind().kerasName() : layer.kind();
        return switch (layer) {
            case Conv2D c -> title + " " + c.kernelHeight() + "x" + c.kernelWidth() + " " + c.filters()
                    + suffix("stride", c.strideHeight()) + suffix("dilation", c.dilationHeight())
                    + suffix("groups", c.groups());
            case DepthwiseConv2D c -> title + " " + c.kernelHeight() + "x" + c.kernelWidth()
                    + suffix("stride", c.strideHeight());
            case Conv2DTranspose c -> title + " " + c.kernelHeight() + "x" + c.kernelWidth() + " " + c.filters()
                    + suffix("stride", c.strideHeight());
            case MaxPooling2D p -> title + " " + p.poolHeight() + "x" + p.poolWidth();
            default -> title;
        };
    }

    private static String suffix(String what, int value) {
        return value == 1 ? "" : ", " + what + " " + value;
    }
}
