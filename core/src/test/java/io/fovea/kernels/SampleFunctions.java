package io.fovea.kernels;

import io.fovea.runtime.NormalQuantiles;

/** Each elementwise function with usual parameters, and its definition in double precision. */
final class SampleFunctions {
    private SampleFunctions() {}

    /** The function with parameters that show: none of them is 0 or 1. */
    static ElementwiseFunction of(ElementwiseActivation kind) {
        return switch (kind) {
            case LEAKY_RELU, ELU -> ElementwiseFunction.of(kind, 0.3);
            case GENERAL_RELU -> ElementwiseFunction.of(kind, 0.1, 4, 0.3);
            case CLIP -> ElementwiseFunction.of(kind, -1.25, 6);
            case RAMP -> ElementwiseFunction.of(kind, 1 / 6.0, 0.5);
            case SOFT_SHRINK, HARD_SHRINK -> ElementwiseFunction.of(kind, 0.5);
            case THRESHOLD -> ElementwiseFunction.of(kind, 0.5, -2);
            case SCALED_ELU -> ElementwiseFunction.of(kind, 1.0507009873554805, 1.758099340847377);
            case CELU -> ElementwiseFunction.of(kind, 0.4, 2.5);
            case SQUAREPLUS -> ElementwiseFunction.of(kind, 4);
            default -> ElementwiseFunction.of(kind);
        };
    }

    /** Whether the function is defined for x; the others are for all numbers. */
    static boolean isDefined(ElementwiseActivation kind, double x) {
        return switch (kind) {
            case LOG, SQRT, RSQRT -> x > 0;
            case RECIPROCAL -> x != 0;
            case NORMAL_QUANTILE -> Math.abs(x) < 1;
            default -> true;
        };
    }

    /** f(x) by its definition. */
    static double exact(ElementwiseFunction f, double x) {
        double a = f.a();
        double b = f.b();
        return switch (f.kind()) {
            case LINEAR -> x;
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : a * x;
            case GENERAL_RELU -> x > f.c() ? Math.min(x, b) : a * (x - f.c());
            case CLIP -> Math.min(Math.max(x, a), b);
            case RAMP -> Math.min(Math.max(a * x + b, 0), 1);
            case HARD_SWISH -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
            case SOFT_SHRINK -> x > a ? x - a : x < -a ? x + a : 0;
            case HARD_SHRINK -> Math.abs(x) > a ? x : 0;
            case THRESHOLD -> x > a ? x : b;
            case SPARSE_PLUS -> x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4;
            case ABSOLUTE -> Math.abs(x);
            case NEGATIVE -> -x;
            case SIGN -> Math.signum(x);
            case ELU -> x > 0 ? x : a * StrictMath.expm1(x);
            case SCALED_ELU -> x > 0 ? a * x : b * StrictMath.expm1(x);
            case CELU -> x > 0 ? x : a * StrictMath.expm1(b * x);
            case SIGMOID -> sigmoid(x);
            case TANH -> StrictMath.tanh(x);
            case TANH_SHRINK -> x - StrictMath.tanh(x);
            case GELU -> x / 2 * (1 + ExponentialTest.erf(x / StrictMath.sqrt(2)));
            case GELU_TANH -> x / 2 * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SWISH -> x * sigmoid(x);
            case MISH -> x * StrictMath.tanh(softplus(x));
            case EXP -> StrictMath.exp(x);
            case SOFTPLUS -> softplus(x);
            case LOG_SIGMOID -> -softplus(-x);
            case LOG -> StrictMath.log(x);
            case NORMAL_QUANTILE -> NormalQuantiles.quantile((1 + x) / 2);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SQUAREPLUS -> x > 0 ? (x + root(x, a)) / 2 : a / 2 / (root(x, a) - x);
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case SQUARE -> x * x;
        };
    }

    private static double root(double x, double b) {
        return Math.sqrt(x * x + b);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
