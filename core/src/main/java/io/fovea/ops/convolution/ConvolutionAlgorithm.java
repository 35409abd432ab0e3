package io.fovea.ops.convolution;

import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.Program;

/**
 * A way to compute the three passes of a convolution. Each method adds its work to a program. What lies around a picture, as
 * far as the halo says, is zero.
 */
interface ConvolutionAlgorithm {
    /** The zeros around the input that are read. */
    Halo inputHalo();

    /** The zeros around the output's gradient that are read. */
    Halo gradientHalo();

    /** {@code y = activation(convolution(x) + bias)}. */
    void forward(Program p, Buffer x, Buffer y);

    /** {@code dw} = gradient of the kernel, a sum for each chunk of samples. */
    void weightGradient(Program p, Buffer x, Buffer dy, Buffer dw);

    /** {@code dx} = gradient of the input; every inside element is written. */
    void inputGradient(Program p, Buffer dy, Buffer dx);
}
