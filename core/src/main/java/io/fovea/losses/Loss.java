package io.fovea.losses;

import io.fovea.custom.PerSampleLoss;
import io.fovea.tensor.Shape;

/** What a training makes small: how far an output is from its target, averaged over the samples. */
public interface Loss {
    /** The name in Keras: {@code sparse_categorical_crossentropy}. */
    String name();

    /**
     * The shape of a target for an output of shape {@code output}.
     *
     * @throws IllegalArgumentException when this loss can't be taken of such an output
     */
    Shape targetShape(Shape output);

    /** The loss of a sample and its gradient, for the engine. */
    PerSampleLoss perSampleLoss();
}
