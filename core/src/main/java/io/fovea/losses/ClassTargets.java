package io.fovea.losses;

import java.util.Optional;

import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/** Targets that are a class index for each position of an output. */
final class ClassTargets {
    private ClassTargets() {}

    /** {@code [1]} for a vector of classes; {@code [height, width, 1]} for an image with classes at each pixel. */
    static Shape shape(Shape output) {
        return output.rank() == 1 ? Shape.of(1) : Shape.of(output.dimension(0), output.dimension(1), 1);
    }

    /**
     * Refuses labels that are none of the classes.
     *
     * @param ignored a label that is allowed although it is none
     */
    static void check(String loss, Samples targets, Shape output, Optional<Integer> ignored) {
        Shape expected = shape(output);
        if (targets.shape().size() != expected.size()) {
            throw new IllegalArgumentException(
                    loss + " expects targets of shape " + expected + ", but the data have " + targets.shape());
        }
        int classes = output.channels();
        float[] labels = new float[expected.size()];
        for (int i = 0; i < targets.size(); i++) {
            targets.read(i, labels, 0);
            for (float label : labels) {
                boolean known = label >= 0 && label < classes && label == (int) label;
                if (!known && (ignored.isEmpty() || label != ignored.get())) {
                    throw new IllegalArgumentException(
                            "label " + label + " of sample " + i + " is none of the model's classes 0 to "
                                    + (classes - 1));
                }
            }
        }
    }
}
