package io.fovea.kernels;

/**
 * The functions of one number that the kernels have: activations, and what tensor expressions are made of. Each has up to three
 * parameters a, b and c ({@link ElementwiseFunction}) and is written once, in {@code FunctionRow} of the tests' folder, for plain
 * floats and for vectors.
 */
public enum ElementwiseActivation {
    /** x. */
    LINEAR(true, (x, a, b, c) -> x, (x, d, a, b, c) -> d),
    /** max(x, 0). */
    RELU(true, (x, a, b, c) -> x < 0 ? 0 : x, (x, d, a, b, c) -> x > 0 ? d : 0),
    /** x for x &gt; 0, else a x; a is 0 or more. */
    LEAKY_RELU(true, ScalarFunctions::leakyRelu, ScalarFunctions::leakyReluGradient),
    /** min(x, b) for x &gt; c, else a (x - c). */
    GENERAL_RELU(false, ScalarFunctions::generalRelu, ScalarFunctions::generalReluGradient),
    /** x, at least a and at most b. Its derivative is 0 at both ends. */
    CLIP(true, ScalarFunctions::clip, ScalarFunctions::clipGradient),
    /** a x + b, at least 0 and at most 1: the hard and the sparse sigmoid. */
    RAMP(true, ScalarFunctions::ramp, ScalarFunctions::rampGradient),
    /** x times a ramp from 0 at -3 to 1 at 3. */
    HARD_SWISH(false, ScalarFunctions::hardSwish, ScalarFunctions::hardSwishGradient),
    /** x moved towards 0 by a; 0 if |x| is at most a. */
    SOFT_SHRINK(true, ScalarFunctions::softShrink, ScalarFunctions::softShrinkGradient),
    /** x, or 0 if |x| is at most a. */
    HARD_SHRINK(true, ScalarFunctions::hardShrink, ScalarFunctions::hardShrinkGradient),
    /** x for x &gt; a, else b. */
    THRESHOLD(false, ScalarFunctions::threshold, ScalarFunctions::thresholdGradient),
    /** 0 up to -1, x from 1 on, (x + 1)<sup>2</sup> / 4 in between. */
    SPARSE_PLUS(false, ScalarFunctions::sparsePlus, ScalarFunctions::sparsePlusGradient),
    /** |x|. */
    ABSOLUTE(false, ScalarFunctions::absolute, ScalarFunctions::absoluteGradient),
    /** -x. */
    NEGATIVE(true, ScalarFunctions::negative, ScalarFunctions::negativeGradient),
    /** 1, 0 or -1; its derivative is 0. */
    SIGN(true, ScalarFunctions::sign, ScalarFunctions::signGradient),
    /** x for x &gt; 0, else a (exp(x) - 1); a is 0 or more. */
    ELU(true, ScalarFunctions::elu, ScalarFunctions::eluGradient),
    /** a x for x &gt; 0, else b (exp(x) - 1); b is 0 or more. */
    SCALED_ELU(true, ScalarFunctions::scaledElu, ScalarFunctions::scaledEluGradient),
    /** x for x &gt; 0, else a (exp(b x) - 1) with b = 1 / a; a is greater than 0. */
    CELU(true, ScalarFunctions::celu, ScalarFunctions::celuGradient),
    /** 1 / (1 + exp(-x)). */
    SIGMOID(true, ScalarFunctions::sigmoid, ScalarFunctions::sigmoidGradient),
    /** The hyperbolic tangent. */
    TANH(true, ScalarFunctions::tanh, ScalarFunctions::tanhGradient),
    /** x less its hyperbolic tangent. */
    TANH_SHRINK(false, ScalarFunctions::tanhShrink, ScalarFunctions::tanhShrinkGradient),
    /** x times the normal distribution's cumulative function, by the error function. */
    GELU(false, ScalarFunctions::gelu, ScalarFunctions::geluGradient),
    /** The same by its approximation with tanh. */
    GELU_TANH(false, ScalarFunctions::geluTanh, ScalarFunctions::geluTanhGradient),
    /** x / (1 + exp(-x)), also called SiLU. */
    SWISH(false, ScalarFunctions::swish, ScalarFunctions::swishGradient),
    /** x times the hyperbolic tangent of log(1 + exp(x)). */
    MISH(false, ScalarFunctions::mish, ScalarFunctions::mishGradient),
    /** e to the power of x; 2.4e38 stands for all that is greater. */
    EXP(true, ScalarFunctions::exp, ScalarFunctions::expGradient),
    /** log(1 + exp(x)). */
    SOFTPLUS(false, ScalarFunctions::softplus, ScalarFunctions::softplusGradient),
    /** The logarithm of the sigmoid. */
    LOG_SIGMOID(false, ScalarFunctions::logSigmoid, ScalarFunctions::logSigmoidGradient),
    /** The natural logarithm: minus infinity of 0, NaN of what is less. */
    LOG(false, ScalarFunctions::log, ScalarFunctions::logGradient),
    /** What a standard normal number is below with probability (1 + x) / 2; for x between -1 and 1. */
    NORMAL_QUANTILE(true, ScalarFunctions::normalQuantile, ScalarFunctions::normalQuantileGradient),
    /** x / (1 + |x|). */
    SOFTSIGN(true, ScalarFunctions::softsign, ScalarFunctions::softsignGradient),
    /** (x + sqrt(x<sup>2</sup> + a)) / 2; a is greater than 0. */
    SQUAREPLUS(false, ScalarFunctions::squareplus, ScalarFunctions::squareplusGradient),
    /** The square root. */
    SQRT(true, ScalarFunctions::sqrt, ScalarFunctions::sqrtGradient),
    /** 1 divided by the square root. */
    RSQRT(true, ScalarFunctions::rsqrt, ScalarFunctions::rsqrtGradient),
    /** 1 / x. */
    RECIPROCAL(true, ScalarFunctions::reciprocal, ScalarFunctions::reciprocalGradient),
    /** x<sup>2</sup>. */
    SQUARE(false, ScalarFunctions::square, ScalarFunctions::squareGradient);

    /** A function in plain floats, not flushed. */
    @FunctionalInterface
    interface Scalar {
        float at(float x, float a, float b, float c);
    }

    /** Its gradient: {@code d} times the derivative. */
    @FunctionalInterface
    interface ScalarGradient {
        float at(float known, float d, float a, float b, float c);
    }

    private final boolean gradientFromOutput;

    // Both are static methods, which have no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Scalar scalar;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ScalarGradient scalarGradient;

    ElementwiseActivation(boolean gradientFromOutput, Scalar scalar, ScalarGradient scalarGradient) {
        this.gradientFromOutput = gradientFromOutput;
        this.scalar = scalar;
        this.scalarGradient = scalarGradient;
    }

    /**
     * Whether the derivative is a function of the output, so that the input need not be kept. Only such a function can be
     * applied in place.
     */
    public boolean gradientFromOutput() {
        return gradientFromOutput;
    }

    /**
     * Whether it may be applied after a maximum instead of before it, with the same result and the same gradients: it never falls,
     * and where it does not rise the derivative is 0, whichever of equal numbers was the greatest. Functions that round differently
     * from number to number, as a hyperbolic tangent does, are none of these.
     */
    public boolean commutesWithMaximum() {
        return this == LINEAR || this == RELU || this == CLIP;
    }

    Scalar scalar() {
        return scalar;
    }

    ScalarGradient scalarGradient() {
        return scalarGradient;
    }
}
