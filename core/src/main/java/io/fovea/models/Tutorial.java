package io.fovea.models;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.tensor.Shape;

/** The network of the tutorial "2D CNN on CIFAR-10": 1,060,138 weights for images of 32 x 32 x 3 and ten classes. */
final class Tutorial {
    private Tutorial() {}

    static Model create(Shape image, int classes) {
        return Sequential.named(
                "tutorial",
                new Input("", image),
                Conv2D.of(32, 3).padding(SAME).activation(RELU),
                Conv2D.of(32, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2),
                Dropout.of(0.5),
                Flatten.of(),
                Dense.of(128).activation(RELU),
                Dense.of(classes).activation(SOFTMAX));
    }
}
