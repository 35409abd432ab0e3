package io.fovea.ops.convolution;

import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.PlanContext;

/** A way to compute a convolution, forward and back. What lies around an image, as far as the halo says, is zero. */
interface ConvolutionPasses {
    /** The zeros around the input that are read. */
    Halo inputHalo();

    /** The zeros around the output's gradient that are read. */
    Halo gradientHalo();

    /** {@code y = activation(convolution(x) + bias)}. */
    void forward(PlanContext p, Buffer x, Buffer y);

    /** The gradients of {@code op} that are wanted; {@code dy} is the one of what its activation was applied to. */
    void backward(PlanContext p, ConvolutionOperation op, Buffer dy);
}
