package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/**
 * The greatest of several pieces of the channels, channel by channel: the maximum of a maxout layer.
 *
 * @param input whose channels are {@code pieces} times those of the output, piece after piece
 */
public record GreatestPieceOperation(String name, Value input, Value output, int pieces) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.samplewise(name, List.of(x), List.of(y), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().activation().greatestPiece(
                        input.width(), output.channels(), pieces, x.inside(context) + r * x.layout().rowBytes(),
                        x.layout().pixelBytes(), y.inside(context) + r * y.layout().rowBytes(),
                        y.layout().pixelBytes());
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
        Buffer y = p.value(output);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.samplewise(name + " gradient", List.of(x, y, dy), List.of(dx), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().activation().greatestPieceGradient(
                        input.width(), output.channels(), pieces, x.inside(context) + r * x.layout().rowBytes(),
                        x.layout().pixelBytes(), y.inside(context) + r * y.layout().rowBytes(),
                        y.layout().pixelBytes(), dy.inside(context) + r * dy.layout().rowBytes(),
                        dy.layout().pixelBytes(), dx.inside(context) + r * dx.layout().rowBytes(),
                        dx.layout().pixelBytes());
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }
}
