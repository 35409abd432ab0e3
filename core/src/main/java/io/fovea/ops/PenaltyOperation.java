package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.custom.ElementPenalty;
import io.fovea.kernels.Subnormals;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** Passes its input on, and adds a penalty of each of its numbers to the loss: its sum over a sample, its mean over the samples. */
public record PenaltyOperation(String name, Value input, Value output, ElementPenalty penalty) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Optional<double[]> losses = p.addedLoss();
        long rowBytes = 4L * input.width() * input.channelStride();
        p.samplewise(name, List.of(x), List.of(y), context -> {
            for (int r = 0; r < input.height(); r++) {
                Memory.copy(
                        x.inside(context) + r * x.layout().rowBytes(), y.inside(context) + r * y.layout().rowBytes(),
                        rowBytes);
            }
            if (losses.isPresent()) {
                losses.get()[context.sample] = sum(x, context);
            }
        });
    }

    private double sum(Buffer x, WorkContext context) {
        double sum = 0;
        for (int r = 0; r < input.height(); r++) {
            for (int c = 0; c < input.width(); c++) {
                long pixel = pixel(x, context, r, c);
                for (int k = 0; k < input.channels(); k++) {
                    sum += penalty.value(Memory.get(pixel + 4L * k));
                }
            }
        }
        return sum;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.samplewise(name + " gradient", List.of(x, dy), List.of(dx), context -> {
            double scale = 1.0 / p.step().samples();
            for (int r = 0; r < input.height(); r++) {
                for (int c = 0; c < input.width(); c++) {
                    addSlopes(
                            pixel(x, context, r, c), pixel(dy, context, r, c), scale, pixel(dx, context, r, c));
                }
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }

    private void addSlopes(long x, long dy, double scale, long dx) {
        for (int k = 0; k < input.channels(); k++) {
            double slope = Memory.get(dy + 4L * k) + scale * penalty.slope(Memory.get(x + 4L * k));
            Memory.set(dx + 4L * k, Subnormals.flush((float) slope));
        }
    }

    private static long pixel(Buffer buffer, WorkContext context, int row, int column) {
        return buffer.inside(context) + row * buffer.layout().rowBytes() + column * buffer.layout().pixelBytes();
    }
}
