package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.ArithmeticKernel;
import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.ElementwiseFunction;
import io.fovea.kernels.ElementwiseKernel;
import io.fovea.runtime.Memory;
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
    private static final ElementwiseFunction NORMAL = ElementwiseFunction.of(ElementwiseActivation.NORMAL_QUANTILE);

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
        return kind != Kind.GAUSSIAN_NOISE;
    }

    @Override
    public void forward(PlanContext p) {
        add(p, name, p.value(input), p.value(output), true);
    }

    @Override
    public void backward(PlanContext p) {
        if (kind == Kind.GAUSSIAN_NOISE) {
            p.aliasGradient(output, input);
            return;
        }
        add(p, name + " gradient", p.gradientToRead(output), p.inputGradient(input), false);
    }

    private void add(PlanContext p, String what, Buffer x, Buffer y, boolean offsets) {
        if (kind == Kind.SPATIAL_DROPOUT || kind == Kind.STOCHASTIC_DEPTH) {
            addByChannel(p, what, x, y);
            return;
        }
        int floats = ImageRows.of(input).floats();
        Buffer room = p.buffer(name + " random numbers", Buffer.Kind.WORKER, 4L * floats);
        p.samplewise(what, List.of(x), List.of(y, room), context -> {
            int seed = p.step().random(key, context.sample);
            for (int r = 0; r < input.height(); r++) {
                // Elements have the numbers that they have where 16 floats are in a vector: the same at every width. The
                // numbers go round at 2^32.
                int first = seed + r * input.width() * input.nominalStride();
                long from = x.inside(context) + r * x.layout().rowBytes();
                long to = y.inside(context) + r * y.layout().rowBytes();
                if (kind == Kind.ALPHA_DROPOUT) {
                    alphaDropout(p, first, offsets, from, room.at(context), to);
                } else {
                    normal(p, first, from, room.at(context), to);
                }
                p.kernels().activation().forward(Epilogue.NONE.function(), 1, floats, to, 0, to, 0);
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    /** A row with normal numbers added or multiplied. */
    private void normal(PlanContext p, int first, long x, long room, long y) {
        int floats = ImageRows.of(input).floats();
        long pixel = 4L * input.channelStride();
        ElementwiseKernel elementwise = p.kernels().elementwise();
        elementwise.uniform(input.width(), input.channelStride(), first, input.nominalStride(), room, pixel);
        p.kernels().activation().forward(NORMAL, 1, floats, room, 0, room, 0);
        if (kind == Kind.GAUSSIAN_NOISE) {
            p.kernels().arithmetic().blend(floats, x, 1, room, (float) strength, y);
        } else {
            elementwise.scale(1, floats, (float) Math.sqrt(strength / (1 - strength)), 1, room, 0, room, 0);
            p.kernels().arithmetic().apply(ArithmeticKernel.Function.MULTIPLY, 1, floats, x, 0, room, 0, y, 0);
        }
    }

    /** A row with dropped elements: x - ALPHA is dropped out, and with the offsets ALPHA comes back. */
    private void alphaDropout(PlanContext p, int first, boolean offsets, long x, long room, long y) {
        int floats = ImageRows.of(input).floats();
        long pixel = 4L * input.channelStride();
        float restored = (float) restored();
        // As a signed integer a random word is below this threshold with probability 1 - strength.
        int threshold = (int) ((long) ((1 - strength) * 0x1p32) - 0x8000_0000L);
        ElementwiseKernel elementwise = p.kernels().elementwise();
        elementwise.scale(1, floats, 1, offsets ? (float) -ALPHA : 0, x, 0, room, 0);
        elementwise.dropout(
                input.width(), input.channelStride(), first, input.nominalStride(), threshold, restored, room, pixel, y,
                pixel);
        if (offsets) {
            elementwise.scale(1, floats, 1, (float) (restored() * ALPHA * (1 - strength)), y, 0, y, 0);
        }
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
                Memory.set(scale + 4L * c, isKept(bits) ? (float) (1 / (1 - strength)) : 0);
            }
            p.kernels().normalization().normalize(
                    input.height(), input.width(), input.channelStride(), x.inside(context), x.layout().rowBytes(),
                    scale, scale + vector, y.inside(context), y.layout().rowBytes());
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        });
    }

    private boolean isKept(int bits) {
        return Integer.toUnsignedLong(bits) * UNIT >= strength;
    }

    /** The factor that restores the variance. */
    private double restored() {
        return 1 / Math.sqrt((1 - strength) * (1 + strength * ALPHA * ALPHA));
    }
}
