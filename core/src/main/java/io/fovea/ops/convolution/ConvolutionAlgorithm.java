package io.fovea.ops.convolution;

import io.fovea.ops.Slot;

/**
 * A way to compute the three passes of a convolution on one sample. Addresses are those of pixel [0][0]; what lies around a
 * picture, as far as the geometry's halo, is zero.
 */
interface ConvolutionAlgorithm {
    /** What it is called in print. */
    String name();

    /** {@code y = activation(convolution(x) + bias)}. */
    void forward(long x, long y, Slot slot);

    /** {@code dx} = gradient of the input; every inside element is written. */
    void inputGradient(long dy, long dx, Slot slot);

    /** Adds the sample's gradient of the kernel to {@code dw}, or starts with it if the slot's sample is its chunk's first. */
    void weightGradient(long x, long dy, long dw, Slot slot);

    /** How many tasks {@link #refresh} has. */
    int refreshTasks();

    /** Makes other forms of the weights after they have changed: one task. */
    void refresh(int task);
}
