package io.fovea.models;

import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Dropout;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Multiply;
import io.fovea.layers.Node;
import io.fovea.layers.StochasticDepth;
import io.fovea.tensor.Shape;

/**
 * EfficientNet-B0 (Tan and Le, arXiv:1905.11946): inverted residual blocks with squeeze and excitation and stochastic depth. 5,330,564
 * weights for a thousand classes: Keras's without the 7 numbers of its input normalization. For images smaller than 96 pixels the
 * first two strides are 1, so that there is something left to look at.
 */
final class EfficientNetB0 {
    /** Of each group of blocks: expansion, channels, blocks, stride of the first, kernel. */
    private static final int[][] GROUPS = {
        {1, 16, 1, 1, 3}, {6, 24, 2, 2, 3}, {6, 40, 2, 2, 5}, {6, 80, 3, 2, 3}, {6, 112, 3, 1, 5}, {6, 192, 4, 2, 5},
        {6, 320, 1, 1, 3}};

    private static final int BLOCKS = 16;
    private static final double DEPTH_RATE = 0.2;
    private static final int SMALL = 96;

    private EfficientNetB0() {}

    static Model create(Shape image, int classes) {
        boolean small = Math.min(image.dimension(0), image.dimension(1)) < SMALL;
        Node in = new Input("", image).apply();
        Node x = activated(Conv2D.of(32, 3).strides(small ? 1 : 2).padding(SAME).useBias(false).apply(in));
        int channels = 32;
        int block = 0;
        for (int g = 0; g < GROUPS.length; g++) {
            int[] group = GROUPS[g];
            for (int i = 0; i < group[2]; i++) {
                int stride = i > 0 || small && g == 1 ? 1 : group[3];
                x = block(x, channels, group, stride, DEPTH_RATE * block / BLOCKS);
                channels = group[1];
                block++;
            }
        }
        x = activated(Conv2D.of(1280, 1).useBias(false).apply(x));
        x = Dropout.of(0.2).apply(GlobalAveragePooling2D.of().apply(x));
        return Graph.named("efficientnet_b0", in, Dense.of(classes).activation(SOFTMAX).apply(x));
    }

    private static Node block(Node in, int channels, int[] group, int stride, double rate) {
        int wide = channels * group[0];
        Node x = group[0] == 1 ? in : activated(Conv2D.of(wide, 1).useBias(false).apply(in));
        x = activated(DepthwiseConv2D.of(group[4]).strides(stride).padding(SAME).useBias(false).apply(x));
        x = excited(x, wide, channels / 4);
        x = BatchNormalization.of().apply(Conv2D.of(group[1], 1).useBias(false).apply(x));
        if (stride > 1 || channels != group[1]) {
            return x;
        }
        return Add.of().apply(rate > 0 ? StochasticDepth.of(rate).apply(x) : x, in);
    }

    /** Squeeze and excitation (Hu et al., arXiv:1709.01507): channels are weighted by what the whole map holds. */
    private static Node excited(Node in, int channels, int squeezed) {
        Node gate = GlobalAveragePooling2D.of().keepDimensions(true).apply(in);
        gate = Conv2D.of(squeezed, 1).activation(SWISH).apply(gate);
        return Multiply.of().apply(in, Conv2D.of(channels, 1).activation(SIGMOID).apply(gate));
    }

    private static Node activated(Node in) {
        return Activation.of(SWISH).apply(BatchNormalization.of().apply(in));
    }
}
