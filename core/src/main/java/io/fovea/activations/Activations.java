package io.fovea.activations;

import io.fovea.activations.ActivationFunction.Kind;

/**
 * The activation functions, to be imported statically: {@code Conv2D.of(32, 3).activation(RELU)}. The defaults of parameters
 * are those of Keras 3.
 */
public final class Activations {
    /** f(x) = x: no activation. */
    public static final ActivationFunction LINEAR = Kind.LINEAR.withDefault();
    /** f(x) = max(x, 0) (Nair and Hinton, 2010). */
    public static final ActivationFunction RELU = Kind.RELU.withDefault();
    /** f(x) = x for x &gt; 0, else 0.2 x (Maas et al., 2013). */
    public static final ActivationFunction LEAKY_RELU = Kind.LEAKY_RELU.withDefault();
    /** f(x) = x for x &gt; 0, else exp(x) - 1 (Clevert et al., arXiv:1511.07289). */
    public static final ActivationFunction ELU = Kind.ELU.withDefault();
    /** f(x) = 1 / (1 + exp(-x)). */
    public static final ActivationFunction SIGMOID = Kind.SIGMOID.withDefault();
    /** The hyperbolic tangent. */
    public static final ActivationFunction TANH = Kind.TANH.withDefault();
    /** exp(x) divided by its sum over the channels: probabilities. */
    public static final ActivationFunction SOFTMAX = Kind.SOFTMAX.withDefault();
    /** f(x) = x (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel, arXiv:1606.08415). */
    public static final ActivationFunction GELU = Kind.GELU.withDefault();
    /** f(x) = x / (1 + exp(-x)), also called SiLU (Ramachandran et al., arXiv:1710.05941). */
    public static final ActivationFunction SWISH = Kind.SWISH.withDefault();

    private Activations() {}

    /**
     * A leaky ReLU.
     *
     * @param slope for negative inputs, 0 or more; Keras's {@code negative_slope}, there 0.2 by default
     * @throws IllegalArgumentException when the slope is negative or not finite
     */
    public static ActivationFunction leakyRelu(double slope) {
        return new ActivationFunction(Kind.LEAKY_RELU, slope);
    }

    /**
     * An ELU.
     *
     * @param alpha the function tends to {@code -alpha} for very negative inputs; 0 or more, in Keras 1 by default
     * @throws IllegalArgumentException when alpha is negative or not finite
     */
    public static ActivationFunction elu(double alpha) {
        return new ActivationFunction(Kind.ELU, alpha);
    }
}
