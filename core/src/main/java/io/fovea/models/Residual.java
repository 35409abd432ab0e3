package io.fovea.models;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Node;

/** The parts of the residual networks of He et al. (arXiv:1512.03385). */
final class Residual {
    private Residual() {}

    /** A convolution without bias, and batch normalization. */
    static Node normalized(Node in, int filters, int kernel, int stride) {
        Node x = Conv2D.of(filters, kernel).strides(stride).padding(SAME).useBias(false)
                .kernelInitializer(VarianceScaling.HE_NORMAL).apply(in);
        return BatchNormalization.of().apply(x);
    }

    /** As {@link #normalized}, with a ReLU after it. */
    static Node activated(Node in, int filters, int kernel, int stride) {
        return Activation.of(RELU).apply(normalized(in, filters, kernel, stride));
    }

    /**
     * Two 3 x 3 convolutions with a way around them.
     *
     * @param project whether a 1 x 1 convolution brings the input to the output's shape (the paper's option B)
     */
    private static Node block(Node in, int filters, int stride, boolean project) {
        Node x = normalized(activated(in, filters, 3, stride), filters, 3, 1);
        Node shortcut = project ? normalized(in, filters, 1, stride) : in;
        return Activation.of(RELU).apply(Add.of().apply(x, shortcut));
    }

    /** Stages of blocks; each stage but the first halves the feature maps and doubles the filters. */
    static Node stages(Node in, int filters, int stages, int blocks) {
        Node x = in;
        for (int stage = 0; stage < stages; stage++) {
            for (int i = 0; i < blocks; i++) {
                boolean narrows = stage > 0 && i == 0;
                x = block(x, filters << stage, narrows ? 2 : 1, narrows);
            }
        }
        return x;
    }

    /** The mean of each channel, and a dense layer. */
    static Node classified(Node in, int classes) {
        return Dense.of(classes).activation(SOFTMAX).apply(GlobalAveragePooling2D.of().apply(in));
    }
}
