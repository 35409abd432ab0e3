package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.Softmax;

/** The softmax over the channels of each pixel; of a vector, over the vector. */
public record SoftmaxOperation(String name, Value input, Value output) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(Program p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.samplewise(name, List.of(x), List.of(y), slot -> {
            for (int r = 0; r < input.height(); r++) {
                for (int c = 0; c < input.width(); c++) {
                    Softmax.forward(input.channels(), pixel(x, slot, r, c), pixel(y, slot, r, c));
                }
            }
            y.layout().clearPadding(y.inside(slot));
        });
    }

    @Override
    public void backward(Program p) {
        Buffer y = p.value(output);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.gradientTarget(input);
        p.samplewise(name + " gradient", List.of(y, dy), List.of(dx), slot -> {
            for (int r = 0; r < input.height(); r++) {
                for (int c = 0; c < input.width(); c++) {
                    Softmax.gradient(
                            input.channels(), pixel(y, slot, r, c), pixel(dy, slot, r, c), pixel(dx, slot, r, c));
                }
            }
            dx.layout().clearPadding(dx.inside(slot));
        });
    }

    private static long pixel(Buffer buffer, Slot slot, int row, int column) {
        return buffer.inside(slot) + row * buffer.layout().rowBytes() + column * buffer.layout().pixelBytes();
    }
}
