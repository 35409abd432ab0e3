package io.fovea.data;

import java.util.Arrays;

import io.fovea.tensor.Shape;

/**
 * Class indices, one a sample: targets of shape {@code [1]}. The array is not copied.
 *
 * @param values 0 or more
 */
public record Labels(int[] values) implements Samples {
    /**
     * Checks the labels.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public Labels {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                throw new IllegalArgumentException("label " + values[i] + " of sample " + i + " is negative");
            }
        }
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Shape shape() {
        return Shape.of(1);
    }

    /** The class index of a sample. */
    public int label(int index) {
        return values[index];
    }

    /**
     * The same classes as targets of shape {@code [classes]}: 1 for the class, 0 for the others. Losses that take no class indices and
     * layers that mix samples need it.
     *
     * @param classes how many classes there are
     * @throws IllegalArgumentException when a label is none of them
     */
    public Samples oneHot(int classes) {
        counts(classes);
        return new OneHot(this, classes);
    }

    /** A number for each class. */
    private record OneHot(Labels labels, int classes) implements Samples {
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
            Arrays.fill(into, offset, offset + classes, 0);
            into[offset + labels.label(index)] = 1;
        }
    }

    /**
     * How many samples each class has.
     *
     * @param classes how many classes there are
     * @throws IllegalArgumentException when a label is none of them
     */
    public int[] counts(int classes) {
        int[] counts = new int[classes];
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= classes) {
                throw new IllegalArgumentException(
                        "label " + values[i] + " of sample " + i + " is none of " + classes + " classes");
            }
            counts[values[i]]++;
        }
        return counts;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        into[offset] = values[index];
    }
}
