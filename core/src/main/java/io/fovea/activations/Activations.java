package io.fovea.activations;

import io.fovea.activations.ActivationFunction.Kind;

/**
 * The activation functions, to be imported statically: {@code Conv2D.of(32, 3).activation(RELU)}. The defaults of parameters
 * are those of Keras 3. Keras's {@code glu} halves the channels: it is the layer {@link io.fovea.layers.GatedLinearUnit}.
 */
public final class Activations {
    /** f(x) = x: no activation. */
    public static final ActivationFunction LINEAR = Kind.LINEAR.withDefault();
    /** f(x) = max(x, 0) (Nair and Hinton, 2010). */
    public static final ActivationFunction RELU = Kind.RELU.withDefault();
    /** f(x) = min(max(x, 0), 6) (Krizhevsky, 2010). */
    public static final ActivationFunction RELU6 = Kind.RELU6.withDefault();
    /** f(x) = x for x &gt; 0, else 0.2 x (Maas et al., 2013). */
    public static final ActivationFunction LEAKY_RELU = Kind.LEAKY_RELU.withDefault();
    /** f(x) = x for x &gt; 0, else exp(x) - 1 (Clevert et al., arXiv:1511.07289). */
    public static final ActivationFunction ELU = Kind.ELU.withDefault();
    /** f(x) = 1.0507 x for x &gt; 0, else 1.7581 (exp(x) - 1) (Klambauer et al., arXiv:1706.02515). */
    public static final ActivationFunction SELU = Kind.SELU.withDefault();
    /** f(x) = x for x &gt; 0, else exp(x) - 1 (Barron, arXiv:1704.07483). */
    public static final ActivationFunction CELU = Kind.CELU.withDefault();
    /** f(x) = x (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel, arXiv:1606.08415). */
    public static final ActivationFunction GELU = Kind.GELU.withDefault();
    /** f(x) = x / (1 + exp(-x)), also called SiLU (Ramachandran et al., arXiv:1710.05941). */
    public static final ActivationFunction SWISH = Kind.SWISH.withDefault();
    /** Keras's first name for {@link #SWISH}. */
    public static final ActivationFunction SILU = SWISH;
    /** f(x) = x tanh(log(1 + exp(x))) (Misra, arXiv:1908.08681). */
    public static final ActivationFunction MISH = Kind.MISH.withDefault();
    /** f(x) = 1 / (1 + exp(-x)). */
    public static final ActivationFunction SIGMOID = Kind.SIGMOID.withDefault();
    /** f(x) = x / 6 + 1 / 2, at least 0 and at most 1. */
    public static final ActivationFunction HARD_SIGMOID = Kind.HARD_SIGMOID.withDefault();
    /** f(x) = x times the hard sigmoid, also called hard SiLU (Howard et al., arXiv:1905.02244). */
    public static final ActivationFunction HARD_SWISH = Kind.HARD_SWISH.withDefault();
    /** Keras's first name for {@link #HARD_SWISH}. */
    public static final ActivationFunction HARD_SILU = HARD_SWISH;
    /** The hyperbolic tangent. */
    public static final ActivationFunction TANH = Kind.TANH.withDefault();
    /** f(x) = x, at least -1 and at most 1; its derivative is 0 at both ends, where Keras's is 1. */
    public static final ActivationFunction HARD_TANH = Kind.HARD_TANH.withDefault();
    /** f(x) = x - tanh(x). */
    public static final ActivationFunction TANH_SHRINK = Kind.TANH_SHRINK.withDefault();
    /** f(x) = x moved towards 0 by 0.5; 0 within that. */
    public static final ActivationFunction SOFT_SHRINK = Kind.SOFT_SHRINK.withDefault();
    /** f(x) = x, or 0 where |x| is at most 0.5. */
    public static final ActivationFunction HARD_SHRINK = Kind.HARD_SHRINK.withDefault();
    /** f(x) = log(1 + exp(x)) (Dugas et al., 2000). */
    public static final ActivationFunction SOFTPLUS = Kind.SOFTPLUS.withDefault();
    /** f(x) = x / (1 + |x|). */
    public static final ActivationFunction SOFTSIGN = Kind.SOFTSIGN.withDefault();
    /** f(x) = (x + sqrt(x x + 4)) / 2 (Barron, arXiv:2112.11687). */
    public static final ActivationFunction SQUAREPLUS = Kind.SQUAREPLUS.withDefault();
    /** f(x) = 0 up to -1, (x + 1)(x + 1) / 4 up to 1, then x. */
    public static final ActivationFunction SPARSE_PLUS = Kind.SPARSE_PLUS.withDefault();
    /** f(x) = (x + 1) / 2, at least 0 and at most 1. */
    public static final ActivationFunction SPARSE_SIGMOID = Kind.SPARSE_SIGMOID.withDefault();
    /** f(x) = log(1 / (1 + exp(-x))). */
    public static final ActivationFunction LOG_SIGMOID = Kind.LOG_SIGMOID.withDefault();
    /** f(x) = exp(x); 2.4e38 stands for all that is greater. */
    public static final ActivationFunction EXPONENTIAL = Kind.EXPONENTIAL.withDefault();
    /** exp(x) divided by its sum over the channels: probabilities. */
    public static final ActivationFunction SOFTMAX = Kind.SOFTMAX.withDefault();
    /** The logarithms of the probabilities of a softmax. */
    public static final ActivationFunction LOG_SOFTMAX = Kind.LOG_SOFTMAX.withDefault();
    /**
     * The probabilities nearest to the channels, many of them 0 (Martins and Astudillo, arXiv:1602.02068). Keras 3.15 computes
     * something else under this name, whose sum is not 1.
     */
    public static final ActivationFunction SPARSEMAX = Kind.SPARSEMAX.withDefault();

    private Activations() {}

    /**
     * A ReLU in general: f(x) = min(x, maxValue) for x &gt; threshold, else negativeSlope (x - threshold).
     *
     * @param negativeSlope for inputs below the threshold, 0 or more; in Keras 0 by default
     * @param maxValue the greatest output, 0 or more; infinite, as in Keras by default: no limit
     * @param threshold above which the input passes, finite; in Keras 0 by default
     * @throws IllegalArgumentException when a number is not in its range
     */
    public static ActivationFunction relu(double negativeSlope, double maxValue, double threshold) {
        return Kind.RELU.with(negativeSlope, maxValue, threshold);
    }

    /**
     * A leaky ReLU.
     *
     * @param slope for negative inputs, 0 or more; Keras's {@code negative_slope}, there 0.2 by default
     * @throws IllegalArgumentException when the slope is negative or not finite
     */
    public static ActivationFunction leakyRelu(double slope) {
        return Kind.LEAKY_RELU.with(slope);
    }

    /**
     * An ELU.
     *
     * @param alpha the function tends to {@code -alpha} for very negative inputs; 0 or more, in Keras 1 by default
     * @throws IllegalArgumentException when alpha is negative or not finite
     */
    public static ActivationFunction elu(double alpha) {
        return Kind.ELU.with(alpha);
    }

    /**
     * A CELU: f(x) = x for x &gt; 0, else alpha (exp(x / alpha) - 1).
     *
     * @param alpha greater than 0, in Keras 1 by default
     * @throws IllegalArgumentException when alpha is not greater than 0 or not finite
     */
    public static ActivationFunction celu(double alpha) {
        return Kind.CELU.with(alpha);
    }

    /**
     * A GELU.
     *
     * @param approximate whether by its formula with tanh instead of the error function; in Keras not by default
     */
    public static ActivationFunction gelu(boolean approximate) {
        return Kind.GELU.with(approximate ? 1 : 0);
    }

    /**
     * A soft shrink.
     *
     * @param threshold by which inputs move towards 0, 0 or more; in Keras 0.5 by default
     * @throws IllegalArgumentException when the threshold is negative or not finite
     */
    public static ActivationFunction softShrink(double threshold) {
        return Kind.SOFT_SHRINK.with(threshold);
    }

    /**
     * A hard shrink.
     *
     * @param threshold up to which magnitude inputs become 0, 0 or more; in Keras 0.5 by default
     * @throws IllegalArgumentException when the threshold is negative or not finite
     */
    public static ActivationFunction hardShrink(double threshold) {
        return Kind.HARD_SHRINK.with(threshold);
    }

    /**
     * A threshold: f(x) = x for x &gt; threshold, else the default value.
     *
     * @param threshold finite
     * @param defaultValue finite
     * @throws IllegalArgumentException when a number is not finite
     */
    public static ActivationFunction threshold(double threshold, double defaultValue) {
        return Kind.THRESHOLD.with(threshold, defaultValue);
    }

    /**
     * A squareplus: f(x) = (x + sqrt(x x + b)) / 2.
     *
     * @param b how wide the bend at 0 is, greater than 0; in Keras 4 by default
     * @throws IllegalArgumentException when b is not greater than 0 or not finite
     */
    public static ActivationFunction squareplus(double b) {
        return Kind.SQUAREPLUS.with(b);
    }
}
