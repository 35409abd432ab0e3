package io.fovea.models;

import static io.fovea.activations.Activations.RELU6;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/**
 * MobileNetV2 (Sandler et al., arXiv:1801.04381): inverted residual blocks that widen the channels, filter each by itself, and narrow them
 * again. 3,538,984 weights for a thousand classes, as Keras's. For images smaller than 96 pixels the first two strides are 1, so that
 * there is something left to look at.
 */
final class MobileNetV2 {
    /** Of each group of blocks: expansion, channels, blocks, stride of the first. */
    private static final int[][] GROUPS = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};

    private static final int SMALL = 96;

    private MobileNetV2() {}

    static Model create(Shape image, int classes) {
        boolean small = Math.min(image.dimension(0), image.dimension(1)) < SMALL;
        Node in = new Input("", image).apply();
        Node x = normalized(Conv2D.of(32, 3).strides(small ? 1 : 2).padding(SAME).useBias(false).apply(in), RELU6);
        int channels = 32;
        for (int g = 0; g < GROUPS.length; g++) {
            int[] group = GROUPS[g];
            for (int i = 0; i < group[2]; i++) {
                int stride = i > 0 || small && g == 1 ? 1 : group[3];
                x = block(x, channels, group[0], group[1], stride);
                channels = group[1];
            }
        }
        x = normalized(Conv2D.of(1280, 1).useBias(false).apply(x), RELU6);
        return Graph.named("mobilenet_v2", in, Residual.classified(x, classes));
    }

    private static Node block(Node in, int channels, int expansion, int filters, int stride) {
        Node x = expansion == 1
                ? in
                : normalized(Conv2D.of(channels * expansion, 1).useBias(false).apply(in), RELU6);
        x = normalized(DepthwiseConv2D.of(3).strides(stride).padding(SAME).useBias(false).apply(x), RELU6);
        x = normalized(Conv2D.of(filters, 1).useBias(false).apply(x), Activations.LINEAR);
        return stride == 1 && channels == filters ? Add.of().apply(in, x) : x;
    }

    private static Node normalized(Node in, ActivationFunction function) {
        Node x = BatchNormalization.of().momentum(0.999).apply(in);
        return function.equals(Activations.LINEAR) ? x : Activation.of(function).apply(x);
    }
}
