package io.fovea.models;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/**
 * DenseNet-BC for small images (Huang et al., arXiv:1608.06993): three blocks of 16 pairs of convolutions, each adding 12 channels to all
 * that came before; between blocks the channels are halved. 100 layers; 0.8 million weights for ten classes.
 */
final class DenseNet {
    private static final int GROWTH = 12;
    private static final int BLOCKS = 3;
    private static final int PAIRS = 16;

    private DenseNet() {}

    static Model create(Shape image, int classes) {
        Node in = new Input("", image).apply();
        int channels = 2 * GROWTH;
        Node x = convolution(in, channels, 3);
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < PAIRS; i++) {
                Node more = convolution(normalized(x), 4 * GROWTH, 1);
                more = convolution(normalized(more), GROWTH, 3);
                x = Concatenate.of().apply(x, more);
                channels += GROWTH;
            }
            if (block < BLOCKS - 1) {
                channels /= 2;
                x = AveragePooling2D.of(2).apply(convolution(normalized(x), channels, 1));
            }
        }
        return Graph.named("densenet_bc", in, Residual.classified(normalized(x), classes));
    }

    private static Node normalized(Node in) {
        return Activation.of(RELU).apply(BatchNormalization.of().apply(in));
    }

    private static Node convolution(Node in, int filters, int kernel) {
        return Conv2D.of(filters, kernel).padding(SAME).useBias(false)
                .kernelInitializer(VarianceScaling.HE_NORMAL).apply(in);
    }
}
