package io.fovea.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** The arithmetic of shapes: axes from the end, broadcasting, reductions, and where elements come from. */
public final class Axes {
    private Axes() {}

    /**
     * The index of an axis that may be counted from the end.
     *
     * @param axis from -rank to rank - 1
     * @throws IllegalArgumentException when there is no such axis
     */
    public static int index(Shape shape, int axis) {
        if (axis < -shape.rank() || axis >= shape.rank()) {
            throw new IllegalArgumentException(
                    "the axes of " + shape + " are 0 to " + (shape.rank() - 1) + " or from the end -1 to "
                            + -shape.rank() + ", but got " + axis);
        }
        return axis < 0 ? axis + shape.rank() : axis;
    }

    /**
     * An axis as Keras counts it, the batch being 0, as one of a sample.
     *
     * @throws IllegalArgumentException when it is 0
     */
    public static int ofSample(int axis) {
        if (axis == 0) {
            throw new IllegalArgumentException(
                    "axis 0 is the batch; the axes of a sample are 1 and more, or from the end");
        }
        return axis < 0 ? axis : axis - 1;
    }

    /**
     * The shape that both tensors are repeated to. Shapes are aligned at their last dimension; a dimension that is 1 or missing is
     * repeated.
     *
     * @throws IllegalArgumentException when two dimensions differ and neither is 1
     */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] result = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i > a.rank() ? 1 : a.dimension(a.rank() - i);
            int right = i > b.rank() ? 1 : b.dimension(b.rank() - i);
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException(
                        "the shapes " + a + " and " + b + " can't be broadcast: from the end, dimensions are equal or "
                                + "one of them is 1");
            }
            result[rank - i] = Math.max(left, right);
        }
        Shape shape = Shape.of(result);
        checkImage(a, shape);
        checkImage(b, shape);
        return shape;
    }

    /** The leading dimensions of a shape of rank 4 or more lie in memory as one, so they are repeated together or not at all. */
    private static void checkImage(Shape small, Shape large) {
        int rows = small.asImage().dimension(0);
        if (rows != 1 && rows != large.asImage().dimension(0)) {
            throw new IllegalArgumentException(
                    "the leading dimensions of " + small + " can't be broadcast to those of " + large
                            + " one by one; reshape to at most 3 dimensions first");
        }
    }

    /**
     * The shape with {@code axes} at size 1.
     *
     * @throws IllegalArgumentException when an axis does not exist, or some but not all of the leading axes of a shape of rank 4 or
     *     more are among them
     */
    public static Shape reduced(Shape shape, int... axes) {
        int[] result = shape.toArray();
        for (int axis : axes) {
            result[index(shape, axis)] = 1;
        }
        Shape reduced = Shape.of(result);
        int rows = reduced.asImage().dimension(0);
        if (rows != 1 && rows != shape.asImage().dimension(0)) {
            throw new IllegalArgumentException(
                    "of the leading axes of " + shape + " all or none are reduced, but got " + Arrays.toString(axes)
                            + "; reshape to at most 3 dimensions first");
        }
        return reduced;
    }

    /** The shape without {@code axes}; [1] when none is left. */
    public static Shape without(Shape shape, int... axes) {
        boolean[] gone = new boolean[shape.rank()];
        for (int axis : axes) {
            gone[index(shape, axis)] = true;
        }
        int[] left = new int[shape.rank()];
        int count = 0;
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                left[count++] = shape.dimension(i);
            }
        }
        return count == 0 ? Shape.of(1) : Shape.of(Arrays.copyOf(left, count));
    }

    /**
     * The shape of tensors one after the other along {@code axis}.
     *
     * @throws IllegalArgumentException when they differ in another dimension
     */
    public static Shape concatenated(List<Shape> shapes, int axis) {
        Shape first = shapes.getFirst();
        int index = index(first, axis);
        long size = 0;
        for (Shape shape : shapes) {
            int[] other = shape.toArray();
            if (other.length == first.rank()) {
                size += other[index];
                other[index] = first.dimension(index);
            }
            if (!Arrays.equals(other, first.toArray())) {
                throw new IllegalArgumentException(
                        "inputs of a concatenation differ in axis " + axis + " alone, but got " + shapes);
            }
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an axis has at most " + Integer.MAX_VALUE + " elements, but axis " + axis + " of " + shapes
                            + " has " + size + " together");
        }
        int[] result = first.toArray();
        result[index] = (int) size;
        return Shape.of(result);
    }

    /**
     * Which dimension of {@link Shape#asImage} an axis is: 0 for rows, 1 for columns, 2 for channels.
     *
     * @throws IllegalArgumentException when it is a leading axis of a shape of rank 4 or more but the first
     */
    public static int imageAxis(Shape shape, int axis) {
        int fromEnd = shape.rank() - index(shape, axis);
        if (fromEnd > 3 && fromEnd < shape.rank() || fromEnd == 3 && shape.rank() > 3) {
            throw new IllegalArgumentException(
                    "axis " + axis + " of " + shape + " lies between others in memory; permute or reshape first");
        }
        return 3 - Math.min(3, fromEnd);
    }

    /**
     * Where each element of a result comes from, both counted row-major.
     *
     * @param place of an element of the source, given the place of one of the result, which it may change; a negative index in it stands
     *     for zero
     * @return the element of the source, or -1
     */
    public static IntUnaryOperator source(Shape result, Shape source, UnaryOperator<int[]> place) {
        return element -> {
            int[] at = new int[result.rank()];
            int rest = element;
            for (int i = at.length - 1; i >= 0; i--) {
                at[i] = rest % result.dimension(i);
                rest /= result.dimension(i);
            }
            int[] from = place.apply(at);
            int index = 0;
            for (int i = 0; i < from.length; i++) {
                if (from[i] < 0) {
                    return -1;
                }
                index = index * source.dimension(i) + from[i];
            }
            return index;
        };
    }
}
