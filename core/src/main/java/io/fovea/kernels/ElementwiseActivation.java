package io.fovea.kernels;

/** The activation functions that work element by element. Parameter {@code alpha} is used by {@link #LEAKY_RELU} and {@link #ELU}. */
public enum ElementwiseActivation {
    /** x. */
    LINEAR(true),
    /** max(x, 0). */
    RELU(true),
    /** x for x &gt; 0, else alpha x. */
    LEAKY_RELU(true),
    /** x for x &gt; 0, else alpha (exp(x) - 1). */
    ELU(true),
    /** 1 / (1 + exp(-x)). */
    SIGMOID(true),
    /** The hyperbolic tangent. */
    TANH(true),
    /** x times the normal distribution's cumulative function, by the error function. */
    GELU(false),
    /** The same by its approximation with tanh. */
    GELU_TANH(false),
    /** x / (1 + exp(-x)), also called SiLU. */
    SWISH(false);

    private final boolean gradientFromOutput;

    ElementwiseActivation(boolean gradientFromOutput) {
        this.gradientFromOutput = gradientFromOutput;
    }

    /**
     * Whether the derivative is a function of the output, so that the input need not be kept. Only such a function can be
     * applied in place.
     */
    public boolean gradientFromOutput() {
        return gradientFromOutput;
    }

    /** Whether it never falls, so that it may be applied after a maximum instead of before it, with the same result. */
    public boolean commutesWithMaximum() {
        return this == LINEAR || this == RELU;
    }
}
