package io.fovea.layers;

import java.util.List;

import io.fovea.ops.AveragePoolOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The mean of each window. Input {@code [h, w, c]}; output {@code [h', w', c]} with {@link Padding#VALID}: {@code h' = (h - pool) /
 * stride + 1} rounded down; {@link Padding#SAME}: {@code h' = h / stride} rounded up, where a window at the
 * edge has fewer pixels. No weights.
 *
 * <p>Example: {@code AveragePooling2D.of(2)} halves height and width.
 *
 * @param name of the layer; empty: automatic
 * @param poolHeight rows of a window, 1 or more
 * @param poolWidth columns of a window, 1 or more
 * @param strideHeight rows from one window to the next, 1 or more; default the window's
 * @param strideWidth columns from one window to the next, 1 or more; default the window's
 * @param padding what happens at the edges; default {@link Padding#VALID}
 */
public record AveragePooling2D(
        String name, int poolHeight, int poolWidth, int strideHeight, int strideWidth, Padding padding)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1
     */
    public AveragePooling2D {
        Windows.check("AveragePooling2D", poolHeight, poolWidth, strideHeight, strideWidth);
    }

    /** Windows of {@code pool} x {@code pool} side by side. */
    public static AveragePooling2D of(int pool) {
        return of(pool, pool);
    }

    /** Windows of {@code height} x {@code width} side by side. */
    public static AveragePooling2D of(int height, int width) {
        return new AveragePooling2D("", height, width, height, width, Padding.VALID);
    }

    @Override
    public AveragePooling2D named(String newName) {
        return new AveragePooling2D(newName, poolHeight, poolWidth, strideHeight, strideWidth, padding);
    }

    /** With this stride in both directions. */
    public AveragePooling2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides. */
    public AveragePooling2D strides(int height, int width) {
        return new AveragePooling2D(name, poolHeight, poolWidth, height, width, padding);
    }

    /** With this padding. */
    public AveragePooling2D padding(Padding newPadding) {
        return new AveragePooling2D(name, poolHeight, poolWidth, strideHeight, strideWidth, newPadding);
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
        return lowering.add(new AveragePoolOperation(lowering.name(), in, out, windows().over(in)));
    }
}
