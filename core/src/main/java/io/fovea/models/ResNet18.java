package io.fovea.models;

import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/**
 * ResNet-18 for large images (He et al., arXiv:1512.03385, table 1): a 7 x 7 convolution, a pooling, four stages of two blocks with 64 to
 * 512 filters. 11.7 million weights for a thousand classes.
 */
final class ResNet18 {
    private ResNet18() {}

    static Model create(Shape image, int classes) {
        Node in = new Input("", image).apply();
        Node x = MaxPooling2D.of(3).strides(2).padding(SAME).apply(Residual.activated(in, 64, 7, 2));
        return Graph.named("resnet18", in, Residual.classified(Residual.stages(x, 64, 4, 2), classes));
    }
}
