package io.fovea.bench.models;

import static io.fovea.activations.Activations.SOFTMAX;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;

/**
 * ResNet-20 for CIFAR-10 (He et al., arXiv:1512.03385, section 4.2): three stages of three blocks with 16, 32 and 64 filters.
 * Where the shape changes the shortcut is a 1 x 1 convolution. Input {@code [32, 32, 3]}, 10 classes.
 */
public final class ResNet20 {
    private ResNet20() {}

    /** The model with random weights. */
    public static Model create() {
        Node in = Input.of(32, 32, 3).apply();
        Node x = Residual.stages(Residual.activated(in, 16, 3, 1), 16, 3, 3);
        return Graph.of(in, Dense.of(10).activation(SOFTMAX).apply(GlobalAveragePooling2D.of().apply(x)));
    }
}
