package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.AveragePooling2DBuilder;
import io.fovea.ops.AveragePoolOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The mean of each window; padding does not count. Input {@code [n, h, w, c]}; output {@code [n, h', w', c]} with {@link Padding#VALID}:
 * {@code h' = (h - pool) / stride + 1} rounded down; {@link Padding#SAME}: {@code h' = h / stride} rounded up, where a window at the edge has fewer pixels. No weights.
 *
 * <p>Example: {@code AveragePooling2D.of(2)} halves height and width.
 *
 * @param name of the layer; empty: automatic
 * @param poolHeight rows of a window, 1 or more
 * @param poolWidth columns of a window, 1 or more
 * @param strideHeight rows from one window to the next, 1 or more; default {@code poolHeight}
 * @param strideWidth columns from one window to the next, 1 or more; default {@code poolWidth}
 * @param padding what happens at the edges; default {@link Padding#VALID}
 */
@RecordBuilder.Include(value = AveragePooling2D.class, packagePattern = "@.copy")
public record AveragePooling2D(
        String name, int poolHeight, int poolWidth, int strideHeight, int strideWidth, Padding padding)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1
     */
    public AveragePooling2D {
        Check.of("AveragePooling2D")
                .present("name", name)
                .atLeast(1, "poolHeight", poolHeight)
                .atLeast(1, "poolWidth", poolWidth)
                .atLeast(1, "strideHeight", strideHeight)
                .atLeast(1, "strideWidth", strideWidth)
                .present("padding", padding);
    }

    /** Windows of {@code pool} x {@code pool} side by side. */
    public static AveragePooling2D of(int pool) {
        return of(pool, pool);
    }

    /** Windows of {@code height} x {@code width} side by side. */
    public static AveragePooling2D of(int height, int width) {
        return new AveragePooling2D("", height, width, height, width, Padding.VALID);
    }

    private AveragePooling2DBuilder copy() {
        return AveragePooling2DBuilder.copyOf(this);
    }

    @Override
    public AveragePooling2D named(String newName) {
        return copy().name(newName).build();
    }

    /** With this stride in both directions, 1 or more; default the size of the window. */
    public AveragePooling2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides, 1 or more; default the size of the window. */
    public AveragePooling2D strides(int height, int width) {
        return copy().strideHeight(height).strideWidth(width).build();
    }

    /** With this padding; default {@link Padding#VALID}. */
    public AveragePooling2D padding(Padding newPadding) {
        return copy().padding(newPadding).build();
    }

    private SlidingWindow window() {
        return new SlidingWindow(poolHeight, poolWidth, strideHeight, strideWidth, padding);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return window().outputShape(inputs, Layer.featureMap(inputs).channels());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(AveragePoolOperation.of(lowering.name(), in, out, window().pooling(in)));
    }
}
