package io.fovea.bench.models;

import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;

/**
 * ResNet-18 for ImageNet (He et al., arXiv:1512.03385, table 1): a 7 x 7 convolution, a pooling, four stages of two blocks with
 * 64 to 512 filters. Input {@code [224, 224, 3]}, 1,000 classes.
 */
public final class ResNet18 {
    private ResNet18() {}

    /** The model with random weights. */
    public static Model create() {
        Node in = Input.of(224, 224, 3).apply();
        Node x = MaxPooling2D.of(3).strides(2).padding(SAME).apply(Residual.activated(in, 64, 7, 2));
        x = Residual.stages(x, 64, 4, 2);
        return Graph.of(in, Dense.of(1000).activation(SOFTMAX).apply(GlobalAveragePooling2D.of().apply(x)));
    }
}
