package io.fovea.models;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/**
 * ResNets for small images (He et al., arXiv:1512.03385, section 4.2): three stages of blocks with 16, 32 and 64 filters. Where the shape
 * changes the shortcut is a 1 x 1 convolution. For ten classes ResNet-20 has 0.27 million weights, ResNet-56 0.86 million.
 */
final class CifarResNet {
    private CifarResNet() {}

    /** @param layers 6 n + 2 */
    static Model create(int layers, Shape image, int classes) {
        Node in = new Input("", image).apply();
        Node x = Residual.stages(Residual.activated(in, 16, 3, 1), 16, 3, (layers - 2) / 6);
        return Graph.named("resnet" + layers, in, Residual.classified(x, classes));
    }
}
