package io.fovea.constraints;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/** Norms of a weight along some of its dimensions. */
final class Norms {
    /** Keras's epsilon, which keeps a weight of zeros from being divided by zero. */
    private static final float EPSILON = 1e-7f;

    private Norms() {}

    /** What a norm shall be. */
    @FunctionalInterface
    interface Wish {
        float of(float norm);
    }

    /**
     * Refuses dimensions that a weight does not have.
     *
     * @throws IllegalArgumentException then
     */
    static void check(String owner, List<Integer> axis, Shape shape) {
        for (int dimension : axis) {
            Check.of(owner).check(
                    dimension >= -shape.rank() && dimension < shape.rank(), "axis",
                    "from " + -shape.rank() + " to " + (shape.rank() - 1) + " for a weight of shape " + shape,
                    dimension);
        }
    }

    /** Scales the weight so that each norm becomes what is wished, up to Keras's epsilon. */
    static void scale(float[] weight, Shape shape, List<Integer> axis, Wish wish) {
        int[] groups = groups(shape, axis);
        double[] squares = new double[weight.length];
        for (int i = 0; i < weight.length; i++) {
            squares[groups[i]] += (double) weight[i] * weight[i];
        }
        for (int i = 0; i < weight.length; i++) {
            float norm = (float) Math.sqrt(squares[groups[i]]);
            weight[i] *= wish.of(norm) / (EPSILON + norm);
        }
    }

    /** Of each number the first one that has a norm in common with it: its index with 0 in each dimension of the norm. */
    private static int[] groups(Shape shape, List<Integer> axis) {
        int[] groups = new int[shape.size()];
        for (int i = 0; i < groups.length; i++) {
            int rest = i;
            int stride = 1;
            for (int d = shape.rank() - 1; d >= 0; d--) {
                int index = rest % shape.dimension(d);
                rest /= shape.dimension(d);
                if (!axis.contains(d) && !axis.contains(d - shape.rank())) {
                    groups[i] += index * stride;
                }
                stride *= shape.dimension(d);
            }
        }
        return groups;
    }
}
