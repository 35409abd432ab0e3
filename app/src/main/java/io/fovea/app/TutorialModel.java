package io.fovea.app;

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

/** The classic first convolutional network, for images of any size and any number of classes. */
final class TutorialModel {
    private TutorialModel() {}

    /**
     * The model with its weights not yet set to a seed.
     *
     * @param shape of an image, {@code [h, w, c]}
     * @param classes how many there are
     * @throws Failure when it can't be made for such data
     */
    static Model of(Shape shape, int classes) {
        if (shape.rank() != 3 || shape.dimension(0) < 2 || shape.dimension(1) < 2) {
            throw new Failure(
                    "the tutorial model takes images [height, width, channels] of 2 x 2 pixels or more, but the data "
                            + "have the shape " + shape + "; give another with --model FILE.keras");
        }
        if (classes < 2) {
            throw new Failure("there is nothing to tell apart: the data have " + classes + " class");
        }
        return Sequential.of(
                new Input("", shape),
                Conv2D.of(32, 3).padding(SAME).activation(RELU),
                Conv2D.of(32, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2),
                Dropout.of(0.5),
                Flatten.of(),
                Dense.of(128).activation(RELU),
                Dense.of(classes).activation(SOFTMAX));
    }
}
