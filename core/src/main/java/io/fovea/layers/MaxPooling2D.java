package io.fovea.layers;

import java.util.List;

import io.fovea.ops.MaxPoolOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The maximum of each window. Input {@code [h, w, c]}; output {@code [h', w', c]} with {@link Padding#VALID}: {@code h' = (h - pool) /
 * stride + 1} rounded down; {@link Padding#SAME}: {@code h' = h / stride} rounded up. No weights.
 *
 * <p>Example: {@code MaxPooling2D.of(2)} halves height and width.
 *
 * @param name of the layer; empty: automatic
 * @param poolHeight rows of a window, 1 or more
 * @param poolWidth columns of a window, 1 or more
 * @param strideHeight rows from one window to the next, 1 or more; default the window's
 * @param strideWidth columns from one window to the next, 1 or more; default the window's
 * @param padding what happens at the edges; default {@link Padding#VALID}
 */
public record MaxPooling2D(
        String name, int poolHeight, int poolWidth, int strideHeight, int strideWidth, Padding padding)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1
     */
    public MaxPooling2D {
        Windows.check("MaxPooling2D", poolHeight, poolWidth, strideHeight, strideWidth);
    }

    /** Windows of {@code pool} x {@code pool} side by side. */
    public static MaxPooling2D of(int pool) {
        return of(pool, pool);
    }

    /** Windows of {@code height} x {@code width} side by side. */
    public static MaxPooling2D of(int height, int width) {
        return new MaxPooling2D("", height, width, height, width, Padding.VALID);
    }

    @Override
    public MaxPooling2D named(String newName) {
        return new MaxPooling2D(newName, poolHeight, poolWidth, strideHeight, strideWidth, padding);
    }

    /** With this stride in both directions. */
    public MaxPooling2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides. */
    public MaxPooling2D strides(int height, int width) {
        return new MaxPooling2D(name, poolHeight, poolWidth, height, width, padding);
    }

    /** With this padding. */
    public MaxPooling2D padding(Padding newPadding) {
        return new MaxPooling2D(name, poolHeight, poolWidth, strideHeight, strideWidth, newPadding);
    }

    private Windows windows() {
        return new Windows(poolHeight, poolWidth, strideHeight, strideWidth, padding);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return windows().outputShape(Layer.picture(inputs));
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(
                new MaxPoolOperation(lowering.name(), in, out, windows().over(in)));
    }
}
