package io.fovea.app;

import java.util.Arrays;
import java.util.List;

import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/**
 * Class indices as one number for each class, 1 for the own one: for losses that want it so.
 *
 * @param labels class indices
 * @param classes how many there are
 */
record OneHotLabels(Samples labels, int classes) implements Samples {
    /** The data with such targets. */
    static Dataset of(Dataset data, int classes) {
        return new Dataset(data.inputs(), List.of(new OneHotLabels(data.labels(), classes)), data.classNames());
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public Shape shape() {
        return Shape.of(classes);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        // The index lands where a class has its number.
        labels.read(index, into, offset);
        float label = into[offset];
        Arrays.fill(into, offset, offset + classes, 0);
        if (!(label >= 0 && label < classes)) {
            throw new IllegalArgumentException(
                    "label " + label + " of sample " + index + " is none of the model's classes 0 to " + (classes - 1));
        }
        into[offset + (int) label] = 1;
    }
}
