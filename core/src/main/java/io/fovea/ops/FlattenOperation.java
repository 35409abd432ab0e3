package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/**
 * An image as one vector without padding between its pixels. Before a dense layer no such copy is made: that layer reads
 * the image as it lies.
 */
public record FlattenOperation(String name, Value input, Value output) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        long packed = 4L * input.channels();
        p.samplewise(name, List.of(x), List.of(y), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().elementwise().scale(
                        input.width(), input.channels(), 1, 0,
                        x.inside(context) + r * x.layout().rowBytes(), x.layout().pixelBytes(),
                        y.inside(context) + (long) r * input.width() * packed, packed);
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        long packed = 4L * input.channels();
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().elementwise().scale(
                        input.width(), input.channels(), 1, 0,
                        dy.inside(context) + (long) r * input.width() * packed, packed,
                        dx.inside(context) + r * dx.layout().rowBytes(), dx.layout().pixelBytes());
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }
}
