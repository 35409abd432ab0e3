package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.tensor.Value;

/**
 * Inverted dropout (Srivastava et al., 2014): in training each element is 0 with probability {@code rate}, else divided by 1
 * - rate; otherwise nothing happens. Which elements is a function of seed, layer, step and element, so it is drawn again for
 * the gradient instead of being stored.
 *
 * @param key tells this layer's random numbers from another's
 * @param rate in [0, 1)
 */
public record DropoutOperation(String name, Value input, Value output, int key, float rate) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> identityInput(boolean training) {
        return training ? Optional.empty() : Optional.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public void forward(PlanContext p) {
        add(p, name, p.value(input), p.value(output));
    }

    @Override
    public void backward(PlanContext p) {
        add(p, name + " gradient", p.gradientToRead(output), p.inputGradient(input));
    }

    private void add(PlanContext p, String what, Buffer x, Buffer y) {
        ImageRows rows = ImageRows.of(input);
        float scale = 1 / (1 - rate);
        // As a signed integer a random word is below this threshold with probability 1 - rate.
        int threshold = (int) ((long) ((1 - (double) rate) * 0x1p32) - 0x8000_0000L);
        p.samplewise(what, List.of(x), List.of(y), context -> {
            long from = x.inside(context);
            long to = y.inside(context);
            if (rate == 0) {
                p.kernels().elementwise().scale(
                        rows.count(), rows.floats(), 1, 0, from, x.layout().rowBytes(), to, y.layout().rowBytes());
            } else {
                int seed = p.step().random(key, context.sample);
                if (input.channelStride() == input.nominalStride()) {
                    p.kernels().elementwise().dropout(
                            rows.count(), rows.floats(), seed, rows.floats(), threshold, scale,
                            from, x.layout().rowBytes(), to, y.layout().rowBytes());
                } else {
                    pixelByPixel(p, seed, threshold, scale, x.layout(), from, y.layout(), to);
                }
            }
        });
    }

    /** Elements have the numbers that they have where 16 floats are in a vector, so that the same ones stay at every width. */
    private void pixelByPixel(
            PlanContext p, int seed, int threshold, float scale, Layout x, long from, Layout y, long to) {
        int numbers = input.nominalStride();
        for (int r = 0; r < input.height(); r++) {
            p.kernels().elementwise().dropout(
                    input.width(), input.channelStride(), seed + r * input.width() * numbers, numbers, threshold, scale,
                    from + r * x.rowBytes(), x.pixelBytes(), to + r * y.rowBytes(), y.pixelBytes());
        }
    }
}
