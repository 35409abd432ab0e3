package io.fovea.layers;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

import io.fovea.custom.SymbolicTensor;
import io.fovea.ops.resampling.Interpolation;
import io.fovea.tensor.Axes;

/**
 * A symbolic tensor with the functions that only layers of ours are composed of. Whoever translates layers into another format
 * implements it, and calls {@link ComposedLayer#call} with it.
 */
public interface ImageTensor extends SymbolicTensor {
    /** A feature map of another size, each pixel made of those near it by {@code method}. */
    SymbolicTensor resized(int height, int width, ResizeMethod method);

    /** {@code scale * this + offset} with a factor and an offset for each channel. */
    SymbolicTensor scaleChannels(List<Double> scales, List<Double> offsets);

    /** The numbers of each pixel divided by the root of the sum of their squares, which is at least {@code epsilon}. */
    SymbolicTensor unitChannels(double epsilon);

    /** The means of windows of nearly one size that together cover a feature map, as adaptive pooling has them. */
    default SymbolicTensor windowMeans(int height, int width) {
        SymbolicTensor rows = windows(this, HEIGHT, height, (part, axis) -> part.meanKeepingAxes(axis));
        return windows(rows, WIDTH, width, (part, axis) -> part.meanKeepingAxes(axis));
    }

    /** The greatest number in each of {@code size} such windows along {@code axis}. */
    default SymbolicTensor windowMaxima(int axis, int size) {
        return windows(this, axis, size, ImageTensor::greatest);
    }

    private static SymbolicTensor windows(
            SymbolicTensor of, int axis, int size, BiFunction<SymbolicTensor, Integer, SymbolicTensor> reduction) {
        int from = of.shape().dimension(Axes.index(of.shape(), axis));
        SymbolicTensor[] parts = new SymbolicTensor[size];
        for (int i = 0; i < size; i++) {
            parts[i] = reduction.apply(
                    of.slice(axis, Interpolation.windowStart(i, from, size), Interpolation.windowEnd(i, from, size)),
                    axis);
        }
        return parts[0].concatenate(axis, Arrays.copyOfRange(parts, 1, size));
    }

    private static SymbolicTensor greatest(SymbolicTensor part, int axis) {
        SymbolicTensor greatest = part.slice(axis, 0, 1);
        for (int k = 1; k < part.shape().dimension(Axes.index(part.shape(), axis)); k++) {
            greatest = greatest.maximum(part.slice(axis, k, k + 1));
        }
        return greatest;
    }

    /**
     * {@code tensor} with these functions.
     *
     * @throws IllegalArgumentException when it has none
     */
    static ImageTensor of(SymbolicTensor tensor) {
        if (tensor instanceof ImageTensor image) {
            return image;
        }
        throw new IllegalArgumentException(
                "expected a tensor that a tensor function made, but got " + tensor.getClass().getName());
    }
}
