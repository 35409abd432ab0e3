package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import io.fovea.runtime.Memory;

/** {@link LayerNormalizationKernel} in plain loops: what the vector kernel is compared with, its tail, and the fallback. */
final class ScalarLayerNormalization implements LayerNormalizationKernel {
    private static final int PARTS = 16;

    /** From the parts of the first sum to those of the second. */
    static final long SECOND = 4L * PARTS;

    @Override
    public void forward(
            Kind kind, float epsilon, int pixels, int channels, long x, long pixelX, long scale, long shift, long y,
            long pixelY, long statistics, long scratch) {
        for (int p = 0; p < pixels; p++) {
            long from = x + p * pixelX;
            long known = statistics + p * STATISTICS_BYTES;
            float mean = 0;
            if (kind == Kind.LAYER) {
                Memory.clear(scratch, SECOND);
                ScalarArithmetic.addColumns(0, channels, from, scratch);
                mean = mean(channels, scratch);
            }
            Memory.clear(scratch, SECOND);
            addSquares(0, channels, from, mean, scratch);
            setStatistics(kind, epsilon, channels, mean, ScalarArithmetic.tree(scratch), known);
            normalize(0, channels, from, known, scale, shift, y + p * pixelY);
        }
    }

    private static float mean(int channels, long scratch) {
        return flush(ScalarArithmetic.tree(scratch) / channels);
    }

    static void addSquares(int first, int channels, long x, float mean, long scratch) {
        for (int c = first; c < channels; c++) {
            long part = scratch + 4L * (c % PARTS);
            float d = flush(get(x + 4L * c) - mean);
            set(part, Math.fma(d, d, get(part)));
        }
    }

    static void setStatistics(Kind kind, float epsilon, int channels, float mean, float squares, long statistics) {
        float share = 1f / channels;
        double norm = kind == Kind.UNIT ? Math.max(squares, epsilon) : (double) squares / channels + epsilon;
        set(statistics, mean);
        set(statistics + 4, (float) (1 / Math.sqrt(norm)));
        set(statistics + 8, kind == Kind.LAYER ? share : 0);
        // Where the norm was raised to epsilon it is constant.
        float product = squares > epsilon ? 1 : 0;
        set(statistics + 12, kind == Kind.UNIT ? product : share);
    }

    static void normalize(int first, int channels, long x, long statistics, long scale, long shift, long y) {
        float mean = get(statistics);
        float factor = get(statistics + 4);
        for (long k = 4L * first; k < 4L * channels; k += 4) {
            float normalized = flush((get(x + k) - mean) * factor);
            set(y + k, flush(Math.fma(normalized, get(scale + k), get(shift + k))));
        }
    }

    @Override
    public void gradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long scale, long statistics, long dx,
            long pixelDx, long scratch) {
        for (int p = 0; p < pixels; p++) {
            long known = statistics + p * STATISTICS_BYTES;
            Memory.clear(scratch, SCRATCH_BYTES);
            addGradientSums(0, channels, x + p * pixelX, dy + p * pixelDy, scale, known, scratch);
            putGradient(
                    0, channels, x + p * pixelX, dy + p * pixelDy, scale, known, common(known, scratch),
                    slope(known, scratch), dx + p * pixelDx);
        }
    }

    static void addGradientSums(int first, int channels, long x, long dy, long scale, long statistics, long scratch) {
        float mean = get(statistics);
        float factor = get(statistics + 4);
        for (int c = first; c < channels; c++) {
            long part = scratch + 4L * (c % PARTS);
            float normalized = flush((get(x + 4L * c) - mean) * factor);
            float g = flush(get(dy + 4L * c) * get(scale + 4L * c));
            set(part, get(part) + g);
            set(part + SECOND, Math.fma(g, normalized, get(part + SECOND)));
        }
    }

    /** What every channel's gradient has in common: the mean of the gradients, if the mean of the pixel was subtracted. */
    private static float common(long statistics, long scratch) {
        return flush(ScalarArithmetic.tree(scratch) * get(statistics + 8));
    }

    /** What a channel's gradient loses in proportion to its normalized value. */
    private static float slope(long statistics, long scratch) {
        return flush(ScalarArithmetic.tree(scratch + SECOND) * get(statistics + 12));
    }

    static void putGradient(
            int first, int channels, long x, long dy, long scale, long statistics, float common, float slope, long dx) {
        float mean = get(statistics);
        float factor = get(statistics + 4);
        for (long k = 4L * first; k < 4L * channels; k += 4) {
            float normalized = flush((get(x + k) - mean) * factor);
            float g = flush(get(dy + k) * get(scale + k));
            set(dx + k, flush(Math.fma(-normalized, slope, g - common) * factor));
        }
    }

    @Override
    public void weightGradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long statistics, long dScale,
            long dShift, boolean first) {
        for (int p = 0; p < pixels; p++) {
            addWeightGradient(
                    0, channels, x + p * pixelX, dy + p * pixelDy, statistics + p * STATISTICS_BYTES, dScale, dShift,
                    first && p == 0);
        }
    }

    static void addWeightGradient(
            int first, int channels, long x, long dy, long statistics, long dScale, long dShift, boolean overwrite) {
        float mean = get(statistics);
        float factor = get(statistics + 4);
        for (long k = 4L * first; k < 4L * channels; k += 4) {
            float normalized = flush((get(x + k) - mean) * factor);
            float d = get(dy + k);
            set(dScale + k, Math.fma(d, normalized, overwrite ? 0 : get(dScale + k)));
            set(dShift + k, d + (overwrite ? 0 : get(dShift + k)));
        }
    }
}
