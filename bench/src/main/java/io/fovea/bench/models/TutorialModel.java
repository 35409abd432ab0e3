package io.fovea.bench.models;

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

/** The tutorial's network: two convolutions of 32 filters, a pooling, a dense layer of 128. Input {@code [32, 32, 3]}, 10 classes. */
public final class TutorialModel {
    private TutorialModel() {}

    /** The model with random weights. */
    public static Model create() {
        return Sequential.named(
                "tutorial",
                Input.of(32, 32, 3),
                Conv2D.of(32, 3).padding(SAME).activation(RELU),
                Conv2D.of(32, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2),
                Dropout.of(0.5),
                Flatten.of(),
                Dense.of(128).activation(RELU),
                Dense.of(10).activation(SOFTMAX));
    }
}
