package io.fovea.models;

import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.TANH;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.tensor.Shape;

/**
 * LeNet-5 (LeCun et al., <i>Gradient-based learning applied to document recognition</i>, 1998), as it is usually built today: the second
 * convolution sees all channels, poolings have no weights, and a softmax ends it. 61,706 weights for images of 32 x 32 x 1 and ten
 * classes.
 */
final class LeNet5 {
    private LeNet5() {}

    static Model create(Shape image, int classes) {
        return Sequential.named(
                "lenet5",
                new Input("", image),
                Conv2D.of(6, 5).activation(TANH),
                AveragePooling2D.of(2),
                Conv2D.of(16, 5).activation(TANH),
                AveragePooling2D.of(2),
                Flatten.of(),
                Dense.of(120).activation(TANH),
                Dense.of(84).activation(TANH),
                Dense.of(classes).activation(SOFTMAX));
    }
}
