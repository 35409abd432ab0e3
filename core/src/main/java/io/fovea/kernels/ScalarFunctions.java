package io.fovea.kernels;

// Written by FunctionsSource (in the tests' folder), which a test compares with this file: change that one.
/** The elementwise functions of one number, as {@link ElementwiseActivation} describes them, without the flush. */
final class ScalarFunctions {
    private ScalarFunctions() {}

    static float leakyRelu(float x, float a, float b, float c) {
        return x > 0 ? x : (x * a);
    }

    static float leakyReluGradient(float x, float d, float a, float b, float c) {
        return x > 0 ? d : (d * a);
    }

    static float generalRelu(float x, float a, float b, float c) {
        return x > c ? Math.min(x, b) : ((x - c) * a);
    }

    static float generalReluGradient(float x, float d, float a, float b, float c) {
        float slope = x > b ? 0 : 1;
        return d * (x > c ? slope : a);
    }

    static float clip(float x, float a, float b, float c) {
        float low = x > b ? b : x;
        return x < a ? a : low;
    }

    static float clipGradient(float x, float d, float a, float b, float c) {
        float inside = x < b ? d : 0;
        return x > a ? inside : 0;
    }

    static float ramp(float x, float a, float b, float c) {
        float t = Math.fma(x, a, b);
        float low = t > 1 ? 1 : t;
        return t < 0 ? 0 : low;
    }

    static float rampGradient(float x, float d, float a, float b, float c) {
        float inside = x < 1 ? (d * a) : 0;
        return x > 0 ? inside : 0;
    }

    static float hardSwish(float x, float a, float b, float c) {
        float t = Math.fma(x, 1 / 6f, 0.5f);
        float low = t > 1 ? 1 : t;
        float h = t < 0 ? 0 : low;
        return x * h;
    }

    static float hardSwishGradient(float x, float d, float a, float b, float c) {
        float t = Math.fma(x, 1 / 6f, 0.5f);
        float low = t > 1 ? 1 : t;
        float h = t < 0 ? 0 : low;
        float inside = h < 1 ? Math.fma(x, 1 / 6f, h) : h;
        return d * (h > 0 ? inside : h);
    }

    static float softShrink(float x, float a, float b, float c) {
        float low = x > a ? a : x;
        float inside = x < -a ? -a : low;
        return x - inside;
    }

    static float softShrinkGradient(float x, float d, float a, float b, float c) {
        return x == 0 ? 0 : d;
    }

    static float hardShrink(float x, float a, float b, float c) {
        return Math.abs(x) <= a ? 0 : x;
    }

    static float hardShrinkGradient(float x, float d, float a, float b, float c) {
        return x == 0 ? 0 : d;
    }

    static float threshold(float x, float a, float b, float c) {
        return x <= a ? b : x;
    }

    static float thresholdGradient(float x, float d, float a, float b, float c) {
        return x <= a ? 0 : d;
    }

    static float sparsePlus(float x, float a, float b, float c) {
        float u = Math.fma(x, 0.5f, 0.5f);
        float low = u > 1 ? 1 : u;
        float t = u < 0 ? 0 : low;
        return x > 1 ? x : (t * t);
    }

    static float sparsePlusGradient(float x, float d, float a, float b, float c) {
        float u = Math.fma(x, 0.5f, 0.5f);
        float low = u > 1 ? 1 : u;
        float t = u < 0 ? 0 : low;
        return d * t;
    }

    static float absolute(float x, float a, float b, float c) {
        return Math.abs(x);
    }

    static float absoluteGradient(float x, float d, float a, float b, float c) {
        float below = x < 0 ? -d : (d * 0);
        return x > 0 ? d : below;
    }

    static float negative(float x, float a, float b, float c) {
        return -x;
    }

    static float negativeGradient(float x, float d, float a, float b, float c) {
        return -d;
    }

    static float sign(float x, float a, float b, float c) {
        float below = x < 0 ? -1 : x;
        return x > 0 ? 1 : below;
    }

    static float signGradient(float x, float d, float a, float b, float c) {
        return d * 0;
    }

    static float elu(float x, float a, float b, float c) {
        float e = Exponential.exp(x);
        return x > 0 ? x : ((e - 1) * a);
    }

    static float eluGradient(float x, float d, float a, float b, float c) {
        return x > 0 ? d : (d * (x + a));
    }

    static float scaledElu(float x, float a, float b, float c) {
        float e = Exponential.exp(x);
        return x > 0 ? (x * a) : ((e - 1) * b);
    }

    static float scaledEluGradient(float x, float d, float a, float b, float c) {
        return d * (x > 0 ? a : (x + b));
    }

    static float celu(float x, float a, float b, float c) {
        float e = Exponential.exp(x * b);
        return x > 0 ? x : ((e - 1) * a);
    }

    static float celuGradient(float x, float d, float a, float b, float c) {
        return x > 0 ? d : (d * Math.fma(x, b, 1));
    }

    static float sigmoid(float x, float a, float b, float c) {
        float e = Exponential.exp(-x);
        return 1 / (e + 1);
    }

    static float sigmoidGradient(float x, float d, float a, float b, float c) {
        return d * (x * (1 - x));
    }

    static float tanh(float x, float a, float b, float c) {
        float t = Exponential.tanh(x);
        return t;
    }

    static float tanhGradient(float x, float d, float a, float b, float c) {
        return d * Math.fma(-x, x, 1);
    }

    static float tanhShrink(float x, float a, float b, float c) {
        float t = Exponential.tanh(x);
        return x - t;
    }

    static float tanhShrinkGradient(float x, float d, float a, float b, float c) {
        float t = Exponential.tanh(x);
        return d * (t * t);
    }

    static float gelu(float x, float a, float b, float c) {
        float scaled = x * Exponential.ROOT_HALF;
        float erf = Exponential.erf(scaled);
        return (x * 0.5f) * (erf + 1);
    }

    static float geluGradient(float x, float d, float a, float b, float c) {
        float scaled = x * Exponential.ROOT_HALF;
        float erf = Exponential.erf(scaled);
        float e = Exponential.exp(-scaled * scaled);
        return d * Math.fma(x * Exponential.DENSITY, e, (erf + 1) * 0.5f);
    }

    static float geluTanh(float x, float a, float b, float c) {
        float inner = Math.fma((x * x) * x, Exponential.GELU_CUBE, x) * Exponential.GELU_SLOPE;
        float t = Exponential.tanh(inner);
        return (x * 0.5f) * (t + 1);
    }

    static float geluTanhGradient(float x, float d, float a, float b, float c) {
        float inner = Math.fma((x * x) * x, Exponential.GELU_CUBE, x) * Exponential.GELU_SLOPE;
        float t = Exponential.tanh(inner);
        float rise = Math.fma(x * x, 3 * Exponential.GELU_CUBE, 1) * Exponential.GELU_SLOPE;
        float bend = (x * 0.5f) * Math.fma(-t, t, 1);
        return d * Math.fma(bend, rise, (t + 1) * 0.5f);
    }

    static float swish(float x, float a, float b, float c) {
        float e = Exponential.exp(-x);
        return x * (1 / (e + 1));
    }

    static float swishGradient(float x, float d, float a, float b, float c) {
        float e = Exponential.exp(-x);
        float s = 1 / (e + 1);
        return d * (s * Math.fma(x, 1 - s, 1));
    }

    static float mish(float x, float a, float b, float c) {
        float e = Exponential.exp(Math.min(x, Exponential.MISH_GREATEST));
        float above = e * (e + 2);
        return Math.max(x, Exponential.LEAST) * (above / (above + 2));
    }

    static float mishGradient(float x, float d, float a, float b, float c) {
        float e = Exponential.exp(Math.min(x, Exponential.MISH_GREATEST));
        float above = e * (e + 2);
        float below = above + 2;
        float bend = ((e * (e + 1)) * 4) / (below * below);
        float bounded = Math.min(Math.max(x, Exponential.LEAST), Exponential.MISH_GREATEST);
        return d * Math.fma(bounded, bend, above / below);
    }

    static float exp(float x, float a, float b, float c) {
        float e = Exponential.exp(x);
        return e;
    }

    static float expGradient(float x, float d, float a, float b, float c) {
        return d * x;
    }

    static float softplus(float x, float a, float b, float c) {
        float e = Exponential.exp(-Math.abs(x));
        float log1p = Logarithm.log1p(e);
        return (x < 0 ? 0 : x) + log1p;
    }

    static float softplusGradient(float x, float d, float a, float b, float c) {
        float e = Exponential.exp(-x);
        return d * (1 / (e + 1));
    }

    static float logSigmoid(float x, float a, float b, float c) {
        float e = Exponential.exp(-Math.abs(x));
        float log1p = Logarithm.log1p(e);
        return (x > 0 ? 0 : x) - log1p;
    }

    static float logSigmoidGradient(float x, float d, float a, float b, float c) {
        float e = Exponential.exp(x);
        return d * (1 / (e + 1));
    }

    static float log(float x, float a, float b, float c) {
        float normal = Math.max(x, Float.MIN_NORMAL);
        float log = Logarithm.ofNormal(normal);
        float positive = x > Float.MAX_VALUE ? x : log;
        float other = x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
        return x > 0 ? positive : other;
    }

    static float logGradient(float x, float d, float a, float b, float c) {
        return d / x;
    }

    static float normalQuantile(float x, float a, float b, float c) {
        float rest = Math.fma(-x, x, 1);
        float log = Logarithm.ofNormal(rest);
        float away = -log;
        float t = away - NormalQuantile.MIDDLE;
        float u = (float) Math.sqrt(away) - NormalQuantile.TAIL;
        float c1 = Math.fma(Math.fma(NormalQuantile.C0, t, NormalQuantile.C1), t, NormalQuantile.C2);
        float c3 = Math.fma(Math.fma(c1, t, NormalQuantile.C3), t, NormalQuantile.C4);
        float c5 = Math.fma(Math.fma(c3, t, NormalQuantile.C5), t, NormalQuantile.C6);
        float c7 = Math.fma(Math.fma(c5, t, NormalQuantile.C7), t, NormalQuantile.C8);
        float d1 = Math.fma(Math.fma(NormalQuantile.D0, u, NormalQuantile.D1), u, NormalQuantile.D2);
        float d3 = Math.fma(Math.fma(d1, u, NormalQuantile.D3), u, NormalQuantile.D4);
        float d5 = Math.fma(Math.fma(d3, u, NormalQuantile.D5), u, NormalQuantile.D6);
        float d7 = Math.fma(Math.fma(d5, u, NormalQuantile.D7), u, NormalQuantile.D8);
        return x * (away < NormalQuantile.BORDER ? c7 : d7);
    }

    static float normalQuantileGradient(float x, float d, float a, float b, float c) {
        float e = Exponential.exp((x * x) * 0.5f);
        return d * (e * NormalQuantile.GRADIENT_AT_0);
    }

    static float softsign(float x, float a, float b, float c) {
        return x / (Math.abs(x) + 1);
    }

    static float softsignGradient(float x, float d, float a, float b, float c) {
        float t = 1 - Math.abs(x);
        return d * (t * t);
    }

    static float squareplus(float x, float a, float b, float c) {
        float size = Math.abs(x);
        float s = size < 0x1p60f ? (float) Math.sqrt(Math.fma(x, x, a)) : size;
        float below = (a * 0.5f) / (s - x);
        float y = x > 0 ? ((x * 0.5f) + (s * 0.5f)) : below;
        return y;
    }

    static float squareplusGradient(float x, float d, float a, float b, float c) {
        float size = Math.abs(x);
        float s = size < 0x1p60f ? (float) Math.sqrt(Math.fma(x, x, a)) : size;
        float below = (a * 0.5f) / (s - x);
        float y = x > 0 ? ((x * 0.5f) + (s * 0.5f)) : below;
        return d * (y / s);
    }

    static float sqrt(float x, float a, float b, float c) {
        return (float) Math.sqrt(x);
    }

    static float sqrtGradient(float x, float d, float a, float b, float c) {
        return d * (0.5f / x);
    }

    static float rsqrt(float x, float a, float b, float c) {
        return 1 / (float) Math.sqrt(x);
    }

    static float rsqrtGradient(float x, float d, float a, float b, float c) {
        return d * (((x * x) * x) * -0.5f);
    }

    static float reciprocal(float x, float a, float b, float c) {
        return 1 / x;
    }

    static float reciprocalGradient(float x, float d, float a, float b, float c) {
        return d * -(x * x);
    }

    static float square(float x, float a, float b, float c) {
        return x * x;
    }

    static float squareGradient(float x, float d, float a, float b, float c) {
        return d * (x + x);
    }
}
