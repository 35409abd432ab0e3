package io.fovea.layers;

import io.fovea.tensor.Shape;

/** What a normalization takes together. */
public enum Extent {
    /** The channels of each pixel by themselves: Keras's {@code axis=-1}. */
    CHANNELS,
    /** All elements of a sample: all of Keras's axes but the batch. */
    SAMPLE;

    /** The shape of what is taken together in a sample of shape {@code sample}. */
    Shape shape(Shape sample) {
        return this == CHANNELS ? Shape.of(sample.channels()) : sample;
    }
}
