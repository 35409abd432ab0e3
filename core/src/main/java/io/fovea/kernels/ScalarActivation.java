package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link ActivationKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarActivation implements ActivationKernel {
    static final float ROOT_HALF = 0.70710678118654752f;
    /** 1 / sqrt(2 pi). */
    static final float DENSITY = 0.39894228040143268f;
    /** sqrt(2 / pi). */
    static final float GELU_SLOPE = 0.79788456080286536f;

    static final float GELU_CUBE = 0.044715f;

    @Override
    public void forward(ElementwiseActivation f, float alpha, int rows, int count, long x, long rowX, long y,
            long rowY) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                set(y + r * rowY + k, value(f, alpha, get(x + r * rowX + k)));
            }
        }
    }

    @Override
    public void gradient(
            ElementwiseActivation f, float alpha, int rows, int count,
            long known, long rowKnown, long dy, long rowDy, long dx, long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (long k = 0; k < 4L * count; k += 4) {
                float d = get(dy + r * rowDy + k);
                set(dx + r * rowDx + k, gradient(f, alpha, get(known + r * rowKnown + k), d));
            }
        }
    }

    static float value(ElementwiseActivation f, float alpha, float x) {
        return flush(switch (f) {
            case LINEAR -> x;
            // With the flush it is x < TINY ? 0 : x.
            case RELU -> x < 0 ? 0 : x;
            case LEAKY_RELU -> x > 0 ? x : x * alpha;
            case ELU -> x > 0 ? x : (Exponential.exp(x) - 1) * alpha;
            case SIGMOID -> Exponential.sigmoid(x);
            case TANH -> Exponential.tanh(x);
            case GELU -> x * 0.5f * (1 + Exponential.erf(x * ROOT_HALF));
            case GELU_TANH -> x * 0.5f * (1 + Exponential.tanh(geluInner(x)));
            case SWISH -> x * Exponential.sigmoid(x);
        });
    }

    private static float geluInner(float x) {
        return Math.fma(x * x * x, GELU_CUBE, x) * GELU_SLOPE;
    }

    static float gradient(ElementwiseActivation f, float alpha, float known, float d) {
        return flush(switch (f) {
            case LINEAR -> d;
            case RELU -> known > 0 ? d : 0;
            case LEAKY_RELU -> known > 0 ? d : d * alpha;
            case ELU -> known > 0 ? d : d * (known + alpha);
            case SIGMOID -> d * (known * (1 - known));
            case TANH -> d * Math.fma(-known, known, 1);
            case GELU -> d * geluSlope(known);
            case GELU_TANH -> d * geluTanhSlope(known);
            case SWISH -> d * swishSlope(known);
        });
    }

    private static float geluSlope(float x) {
        float scaled = x * ROOT_HALF;
        float cumulative = 0.5f * (1 + Exponential.erf(scaled));
        return Math.fma(x * DENSITY, Exponential.exp(-scaled * scaled), cumulative);
    }

    private static float geluTanhSlope(float x) {
        float t = Exponential.tanh(geluInner(x));
        float inner = Math.fma(x * x, 3 * GELU_CUBE, 1) * GELU_SLOPE;
        return Math.fma(x * 0.5f * Math.fma(-t, t, 1), inner, 0.5f * (1 + t));
    }

    private static float swishSlope(float x) {
        float s = Exponential.sigmoid(x);
        return s * Math.fma(x, 1 - s, 1);
    }
}
