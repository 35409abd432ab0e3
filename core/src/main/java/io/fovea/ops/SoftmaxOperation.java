package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.Softmax;
import io.fovea.tensor.Value;

/** The softmax over the channels of each pixel; of a vector, over the vector. */
public record SoftmaxOperation(String name, Value input, Value output) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> logits() {
        return Optional.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.samplewise(name, List.of(x), List.of(y), context -> {
            for (int r = 0; r < input.height(); r++) {
                for (int c = 0; c < input.width(); c++) {
                    Softmax.forward(input.channels(), pixel(x, context, r, c), pixel(y, context, r, c));
                }
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
        Buffer y = p.value(output);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.samplewise(name + " gradient", List.of(y, dy), List.of(dx), context -> {
            for (int r = 0; r < input.height(); r++) {
                for (int c = 0; c < input.width(); c++) {
                    Softmax.gradient(
                            input.channels(), pixel(y, context, r, c), pixel(dy, context, r, c),
                            pixel(dx, context, r, c));
                }
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }

    private static long pixel(Buffer buffer, WorkContext context, int row, int column) {
        return buffer.inside(context) + row * buffer.layout().rowBytes() + column * buffer.layout().pixelBytes();
    }
}
