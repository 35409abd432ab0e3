package io.fovea.app;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.Locale;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.tensor.ByteSize;
import io.fovea.tensor.Shape;

/** The classic first convolutional network, for images of any size and any number of classes. */
final class TutorialModel {
    private static final int FILTERS = 32;
    private static final int UNITS = 128;
    /** Weight and Adam's two states as floats, once as arrays and twice as bytes, of which one is the file's entry. */
    private static final int SAVED_BYTES = 3 * Float.BYTES * 3;

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
            throw new Failure("there is nothing to distinguish: the data have " + classes + " class");
        }
        checkHeap(shape);
        return Sequential.of(
                new Input("", shape),
                Conv2D.of(FILTERS, 3).padding(SAME).activation(RELU),
                Conv2D.of(FILTERS, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2),
                Dropout.of(0.5),
                Flatten.of(),
                Dense.of(UNITS).activation(RELU),
                Dense.of(classes).activation(SOFTMAX));
    }

    /** The first dense layer has nearly all weights. Their number grows with the image, and saving them takes Java's heap. */
    private static void checkHeap(Shape shape) {
        long weights = (long) (shape.dimension(0) / 2) * (shape.dimension(1) / 2) * FILTERS * UNITS;
        long bytes = weights * SAVED_BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap) {
            throw new Failure("your images are large: at " + shape.dimension(0) + "x" + shape.dimension(1)
                    + " the tutorial model has " + String.format(Locale.ROOT, "%,d", weights)
                    + " weights, and saving it takes "
                    + ByteSize.format(bytes) + " of Java's heap, which is " + ByteSize.format(heap)
                    + "; resize them with a smaller --size, or give more memory with FOVEA_OPTS=-Xmx"
                    + Math.ceilDiv(bytes, 1L << 30) + "g");
        }
    }
}
