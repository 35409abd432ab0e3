package io.fovea.kernels;

/** What is done with gradients and weights around an optimizer's step, over a block of {@code count} of them without gaps. */
public interface GradientKernel {
    /** {@code w -= factor w}: decay of the weights beside the gradient (Loshchilov and Hutter, arXiv:1711.05101). */
    void decay(int count, long w, float factor);

    /** Gradients within {@code [-limit, limit]}. */
    void clip(int count, long g, float limit);

    /** {@code g += lasso sign(w) + ridge w}: the gradient of a penalty on weights. */
    void penalize(int count, long g, long w, float lasso, float ridge);

    /** {@code a += (w - a) gain}: a moving average of the weights. */
    void average(int count, long a, long w, float gain);
}
