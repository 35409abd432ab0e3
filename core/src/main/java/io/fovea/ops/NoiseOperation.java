package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.Subnormals;
import io.fovea.runtime.Memory;
import io.fovea.runtime.NormalQuantiles;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Value;

/**
 * Random changes in training; otherwise nothing happens. Each is {@code y = a x + b} with random numbers a and b that are a function of
 * seed, layer, step and element, so that they are drawn again for the gradient instead of being stored.
 *
 * @param key tells this layer's random numbers from another's
 * @param kind of the change
 * @param strength its parameter: a rate in [0, 1), or a standard deviation
 */
public record NoiseOperation(String name, Value input, Value output, int key, Kind kind, double strength)
        implements Operation {
    /** SELU's value for very negative numbers. */
    private static final double ALPHA = -1.7580993408473766;

    /** The least part of a random word. */
    private static final double UNIT = 0x1p-32;

    /** What is done to the elements. */
    public enum Kind {
        /** Whole channels are dropped, the others divided by 1 - rate (Tompson et al., arXiv:1411.4280). */
        SPATIAL_DROPOUT,
        /** Whole samples are dropped, the others divided by 1 - rate (Huang et al., arXiv:1603.09382). */
        STOCHASTIC_DEPTH,
        /** Multiplied by a normal number of mean 1 and variance rate / (1 - rate) (Srivastava et al., 2014). */
        GAUSSIAN_DROPOUT,
        /** A normal number of this deviation is added. */
        GAUSSIAN_NOISE,
        /** Dropped elements become SELU's limit, then mean and variance are restored (Klambauer et al., arXiv:1706.02515). */
        ALPHA_DROPOUT
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> identityInput(boolean training) {
        return training && strength > 0 ? Optional.empty() : Optional.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void forward(PlanContext p) {
        add(p, name, p.value(input), p.value(output), true);
    }

    @Override
    public void backward(PlanContext p) {
        add(p, name + " gradient", p.gradientToRead(output), p.inputGradient(input), false);
    }

    private void add(PlanContext p, String what, Buffer x, Buffer y, boolean offsets) {
        if (kind == Kind.SPATIAL_DROPOUT || kind == Kind.STOCHASTIC_DEPTH) {
            addByChannel(p, what, x, y);
            return;
        }
        p.samplewise(what, List.of(x), List.of(y), context -> {
            int seed = p.step().random(key, context.sample);
            for (int r = 0; r < input.height(); r++) {
                for (int c = 0; c < input.width(); c++) {
                    pixel(
                            seed, (r * input.width() + c) * input.channels(), offsets,
                            x.inside(context) + r * x.layout().rowBytes() + c * x.layout().pixelBytes(),
                            y.inside(context) + r * y.layout().rowBytes() + c * y.layout().pixelBytes());
                }
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    /** All pixels of a channel have one factor. */
    private void addByChannel(PlanContext p, String what, Buffer x, Buffer y) {
        long vector = 4L * input.channelStride();
        Buffer factors = p.buffer(name + " factors", Buffer.Kind.WORKER, 2 * vector);
        p.samplewise(what, List.of(x), List.of(y, factors), context -> {
            int seed = p.step().random(key, context.sample);
            long scale = factors.at(context);
            Memory.clear(scale, 2 * vector);
            for (int c = 0; c < input.channels(); c++) {
                int bits = Randoms.mix(seed + (kind == Kind.SPATIAL_DROPOUT ? c : 0));
                Memory.set(scale + 4L * c, (float) factor(bits));
            }
            p.kernels().normalization().normalize(
                    input.height(), input.width(), input.channelStride(), x.inside(context), x.layout().rowBytes(),
                    scale, scale + vector, y.inside(context), y.layout().rowBytes());
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        });
    }

    private void pixel(int seed, int first, boolean offsets, long x, long y) {
        for (int k = 0; k < input.channels(); k++) {
            int bits = Randoms.mix(seed + first + k);
            float value = (float) factor(bits) * Memory.get(x + 4L * k);
            Memory.set(y + 4L * k, Subnormals.flush(offsets ? value + (float) offset(bits) : value));
        }
    }

    private boolean isKept(int bits) {
        return Integer.toUnsignedLong(bits) * UNIT >= strength;
    }

    private double factor(int bits) {
        return switch (kind) {
            case SPATIAL_DROPOUT, STOCHASTIC_DEPTH -> isKept(bits) ? 1 / (1 - strength) : 0;
            case GAUSSIAN_DROPOUT -> 1 + Math.sqrt(strength / (1 - strength)) * NormalQuantiles.of(bits);
            case GAUSSIAN_NOISE -> 1;
            case ALPHA_DROPOUT -> isKept(bits) ? restored() : 0;
        };
    }

    private double offset(int bits) {
        return switch (kind) {
            case SPATIAL_DROPOUT, STOCHASTIC_DEPTH, GAUSSIAN_DROPOUT -> 0;
            case GAUSSIAN_NOISE -> strength * NormalQuantiles.of(bits);
            case ALPHA_DROPOUT -> restored() * ((isKept(bits) ? 0 : ALPHA) - ALPHA * strength);
        };
    }

    /** The factor that restores the variance. */
    private double restored() {
        return 1 / Math.sqrt((1 - strength) * (1 + strength * ALPHA * ALPHA));
    }
}
