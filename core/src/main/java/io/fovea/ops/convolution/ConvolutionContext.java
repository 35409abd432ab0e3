package io.fovea.ops.convolution;

import io.fovea.kernels.Kernels;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Layout;

/**
 * What an algorithm knows of its convolution, once the plan has laid out the values.
 *
 * @param geometry the sizes
 * @param kernels what to compute with
 * @param input layout of the input, or of its gradient
 * @param output layout of the output, or of its gradient
 * @param weights a group for each pixel of the kernel
 * @param bias byte address of the bias, or of zeros
 * @param zeros byte address of zeros, at least as many as the output has channels
 * @param epilogue the activation
 */
record ConvolutionContext(
        Geometry geometry, Kernels kernels, Layout input, Layout output, Weights weights, long bias, long zeros,
        Epilogue epilogue) {}
