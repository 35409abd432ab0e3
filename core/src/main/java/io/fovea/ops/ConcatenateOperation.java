package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/** Values of one height and width, side by side along the channels. */
public record ConcatenateOperation(String name, List<Value> inputs, Value output) implements Operation {
    @Override
    public void forward(PlanContext p) {
        Buffer y = p.value(output);
        List<Buffer> x = inputs.stream().map(p::value).toList();
        p.samplewise(name, x, List.of(y), context -> {
            int channel = 0;
            for (int i = 0; i < inputs.size(); i++) {
                copy(p, inputs.get(i), x.get(i), 0, y, channel, context);
                channel += inputs.get(i).channels();
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        int channel = 0;
        for (Value input : inputs) {
            int first = channel;
            if (p.requiresGradient(input)) {
                Buffer dx = p.inputGradient(input);
                p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> {
                    copy(p, input, dy, first, dx, 0, context);
                    dx.layout().clearPadding(dx.inside(context));
                });
            }
            channel += input.channels();
        }
    }

    private static void copy(PlanContext p, Value shape, Buffer from, int fromChannel, Buffer to, int toChannel,
            WorkContext context) {
        for (int r = 0; r < shape.height(); r++) {
            long a = from.inside(context) + r * from.layout().rowBytes() + 4L * fromChannel;
            long b = to.inside(context) + r * to.layout().rowBytes() + 4L * toChannel;
            p.kernels().elementwise().scale(
                    shape.width(), shape.channels(), 1, 0, a, from.layout().pixelBytes(), b, to.layout().pixelBytes());
        }
    }
}
