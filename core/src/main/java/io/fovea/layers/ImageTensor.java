package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;

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
