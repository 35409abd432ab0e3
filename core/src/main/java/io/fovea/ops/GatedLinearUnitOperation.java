package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/**
 * The first half of the channels times the sigmoid of the second half.
 *
 * @param input with twice the channels of the output
 */
public record GatedLinearUnitOperation(String name, Value input, Value output) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        long half = 4L * output.channels();
        p.samplewise(name, List.of(x), List.of(y), context -> {
            for (int r = 0; r < input.height(); r++) {
                long values = x.inside(context) + r * x.layout().rowBytes();
                p.kernels().activation().gate(
                        input.width(), output.channels(), values, values + half, x.layout().pixelBytes(),
                        y.inside(context) + r * y.layout().rowBytes(), y.layout().pixelBytes());
            }
            y.layout().clearPadding(y.inside(context));
        });
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
        long half = 4L * output.channels();
        p.samplewise(name + " gradient", List.of(x, dy), List.of(dx), context -> {
            for (int r = 0; r < input.height(); r++) {
                long values = x.inside(context) + r * x.layout().rowBytes();
                long to = dx.inside(context) + r * dx.layout().rowBytes();
                p.kernels().activation().gateGradient(
                        input.width(), output.channels(), values, values + half, x.layout().pixelBytes(),
                        dy.inside(context) + r * dy.layout().rowBytes(), dy.layout().pixelBytes(), to, to + half,
                        dx.layout().pixelBytes());
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }
}
