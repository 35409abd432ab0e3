package io.fovea.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/** What a name of the file stands for while it is read. */
sealed interface ImportedValue {
    /**
     * Numbers that are known.
     *
     * @param dimensions none for a single number
     * @param floats the numbers, or none when they are whole
     * @param integers the whole numbers, or none
     */
    record Constant(long[] dimensions, float[] floats, long[] integers) implements ImportedValue {
        /** Stands for the size of the batch, which is free; no file has such a number. */
        static final long BATCH = Long.MIN_VALUE;

        static Constant of(long... integers) {
            return new Constant(new long[]{integers.length}, new float[0], integers);
        }

        int size() {
            return Math.max(floats.length, integers.length);
        }

        boolean isWhole() {
            return integers.length > 0;
        }

        double at(int index) {
            return isWhole() ? integers[index] : floats[index];
        }

        /** All numbers as floats. */
        float[] asFloats() {
            if (!isWhole()) {
                return floats;
            }
            float[] result = new float[integers.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = integers[i];
            }
            return result;
        }

        boolean isAll(double value) {
            return IntStream.range(0, size()).allMatch(i -> at(i) == value);
        }

        Constant withDimensions(long... others) {
            return new Constant(others, floats, integers);
        }
    }

    /**
     * What a layer of ours computes.
     *
     * @param shape of one sample, as our layers have it
     * @param order for each axis of {@code shape} the axis of the file's tensor, whose axis 0 is the batch
     * @param flattened the feature map that a vector was whose elements should lie in the order {@code [c, h, w]}, but lie in ours
     */
    record Signal(Node node, Shape shape, List<Integer> order, Optional<Shape> flattened) implements ImportedValue {
        /** The order of a feature map in the file: {@code [n, c, h, w]}. */
        static final List<Integer> MAP = List.of(2, 3, 1);

        static Signal of(Node node, Shape shape, List<Integer> order) {
            return new Signal(node, shape, order, Optional.empty());
        }

        /** Axes as they come: 1, 2, … */
        static List<Integer> ascending(int rank) {
            return IntStream.rangeClosed(1, rank).boxed().toList();
        }

        /** The rank of the file's tensor, with the batch. */
        int rank() {
            return shape.rank() + 1;
        }

        /** The file's dimensions without the batch. */
        long[] sample() {
            long[] sizes = new long[shape.rank()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[order.get(i) - 1] = shape.dimension(i);
            }
            return sizes;
        }

        /** Our axis of one of the file. */
        int axis(int axis) {
            return order.indexOf(axis);
        }

        /** Whether the elements lie in memory as the file has them. */
        boolean isRowMajor() {
            int[] wide = IntStream.range(0, order.size()).filter(i -> shape.dimension(i) > 1).map(order::get).toArray();
            return flattened.isEmpty() && Arrays.equals(wide, Arrays.stream(wide).sorted().toArray());
        }
    }

    /**
     * {@code factor * erf(inner * x) + offset}: a part of the function that the file writes out and we have whole.
     *
     * @param x what the error function is of
     */
    record ErrorFunction(Signal x, double inner, double factor, double offset) implements ImportedValue {}

    /** {@code x > least}: a part of the softplus that a file guards against large numbers. */
    record Comparison(Signal x, double least) implements ImportedValue {}
}
