package io.fovea.ops;

import java.util.List;

import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * {@code y = scale[c] x + offset[c]} with fixed numbers for each channel.
 *
 * @param scales a factor for each channel
 * @param offsets a summand for each channel
 */
public record ChannelScalingOperation(
        String name, Value input, Value output, List<Float> scales, List<Float> offsets) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    private long vector() {
        return 4L * input.channelStride();
    }

    /** The address of the numbers for each channel, zero in the padding: factors, then summands; {@link #forward} writes them. */
    private long numbers(PlanContext p) {
        return p.shared(name + " numbers", 2 * vector());
    }

    @Override
    public void forward(PlanContext p) {
        long numbers = numbers(p);
        p.prepack(name + " numbers", 0, 1, (task, worker) -> {
            for (int c = 0; c < input.channels(); c++) {
                Memory.set(numbers + 4L * c, scales.get(c));
                Memory.set(numbers + vector() + 4L * c, offsets.get(c));
            }
        });
        add(p, name, p.value(input), p.value(output), numbers, numbers + vector());
    }

    @Override
    public void backward(PlanContext p) {
        long zeros = p.shared(name + " zeros", vector());
        add(p, name + " gradient", p.gradientToRead(output), p.inputGradient(input), numbers(p), zeros);
    }

    private void add(PlanContext p, String what, Buffer from, Buffer to, long scale, long shift) {
        p.samplewise(what, List.of(from), List.of(to), context -> {
            p.kernels().normalization().normalize(
                    input.height(), input.width(), input.channelStride(), from.inside(context),
                    from.layout().rowBytes(), scale, shift, to.inside(context), to.layout().rowBytes());
            Epilogue.NONE.forward(p.kernels().activation(), to, context);
        });
    }
}
