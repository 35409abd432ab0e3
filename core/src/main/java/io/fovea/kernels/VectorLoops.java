package io.fovea.kernels;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The vector loops of each elementwise function: one entry a function. */
record VectorLoops(Forward forward, Gradient gradient) {
    /** y = f(x) for whole vectors. */
    @FunctionalInterface
    interface Forward {
        void run(long bytes, long x, long y, float a, float b, float c);
    }

    /** dx = dy f' for whole vectors. */
    @FunctionalInterface
    interface Gradient {
        void run(long bytes, long known, long dy, long dx, float a, float b, float c);
    }

    private static final Map<ElementwiseActivation, VectorLoops> ALL = new EnumMap<>(ElementwiseActivation.class);

    static {
        for (ElementwiseActivation kind : ElementwiseActivation.values()) {
            ALL.put(kind, find(kind));
        }
    }

    /** The loops of {@code kind}. */
    static VectorLoops of(ElementwiseActivation kind) {
        return Objects.requireNonNull(ALL.get(kind));
    }

    private static VectorLoops find(ElementwiseActivation kind) {
        return switch (kind) {
            case LINEAR -> new VectorLoops(VectorRelu::flush, VectorRelu::flushGradient);
            case RELU -> new VectorLoops(VectorRelu::relu, VectorRelu::reluGradient);
            case LEAKY_RELU -> new VectorLoops(VectorPiecewise::leakyRelu, VectorPiecewise::leakyReluGradient);
            case GENERAL_RELU -> new VectorLoops(VectorPiecewise::generalRelu, VectorPiecewise::generalReluGradient);
            case CLIP -> new VectorLoops(VectorPiecewise::clip, VectorPiecewise::clipGradient);
            case RAMP -> new VectorLoops(VectorPiecewise::ramp, VectorPiecewise::rampGradient);
            case HARD_SWISH -> new VectorLoops(VectorPiecewise::hardSwish, VectorPiecewise::hardSwishGradient);
            case SOFT_SHRINK -> new VectorLoops(VectorPiecewise::softShrink, VectorPiecewise::softShrinkGradient);
            case HARD_SHRINK -> new VectorLoops(VectorPiecewise::hardShrink, VectorPiecewise::hardShrinkGradient);
            case THRESHOLD -> new VectorLoops(VectorPiecewise::threshold, VectorPiecewise::thresholdGradient);
            case SPARSE_PLUS -> new VectorLoops(VectorPiecewise::sparsePlus, VectorPiecewise::sparsePlusGradient);
            case ABSOLUTE -> new VectorLoops(VectorPiecewise::absolute, VectorPiecewise::absoluteGradient);
            case NEGATIVE -> new VectorLoops(VectorPiecewise::negative, VectorPiecewise::negativeGradient);
            case SIGN -> new VectorLoops(VectorPiecewise::sign, VectorPiecewise::signGradient);
            case ELU -> new VectorLoops(VectorExponentials::elu, VectorExponentials::eluGradient);
            case SCALED_ELU -> new VectorLoops(VectorExponentials::scaledElu, VectorExponentials::scaledEluGradient);
            case CELU -> new VectorLoops(VectorExponentials::celu, VectorExponentials::celuGradient);
            case SIGMOID -> new VectorLoops(VectorExponentials::sigmoid, VectorExponentials::sigmoidGradient);
            case TANH -> new VectorLoops(VectorExponentials::tanh, VectorExponentials::tanhGradient);
            case TANH_SHRINK -> new VectorLoops(VectorExponentials::tanhShrink, VectorExponentials::tanhShrinkGradient);
            case GELU -> new VectorLoops(VectorExponentials::gelu, VectorExponentials::geluGradient);
            case GELU_TANH -> new VectorLoops(VectorExponentials::geluTanh, VectorExponentials::geluTanhGradient);
            case SWISH -> new VectorLoops(VectorExponentials::swish, VectorExponentials::swishGradient);
            case MISH -> new VectorLoops(VectorExponentials::mish, VectorExponentials::mishGradient);
            case EXP -> new VectorLoops(VectorExponentials::exp, VectorExponentials::expGradient);
            case SOFTPLUS -> new VectorLoops(VectorLogarithms::softplus, VectorLogarithms::softplusGradient);
            case LOG_SIGMOID -> new VectorLoops(VectorLogarithms::logSigmoid, VectorLogarithms::logSigmoidGradient);
            case LOG -> new VectorLoops(VectorLogarithms::log, VectorLogarithms::logGradient);
            case NORMAL_QUANTILE -> new VectorLoops(
                    VectorLogarithms::normalQuantile, VectorLogarithms::normalQuantileGradient);
            case SOFTSIGN -> new VectorLoops(VectorPowers::softsign, VectorPowers::softsignGradient);
            case SQUAREPLUS -> new VectorLoops(VectorPowers::squareplus, VectorPowers::squareplusGradient);
            case SQRT -> new VectorLoops(VectorPowers::sqrt, VectorPowers::sqrtGradient);
            case RSQRT -> new VectorLoops(VectorPowers::rsqrt, VectorPowers::rsqrtGradient);
            case RECIPROCAL -> new VectorLoops(VectorPowers::reciprocal, VectorPowers::reciprocalGradient);
            case SQUARE -> new VectorLoops(VectorPowers::square, VectorPowers::squareGradient);
        };
    }
}
