package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/**
 * Values one after the other along one axis; along the others they have one size.
 *
 * @param axis 0 for rows, 1 for columns, 2 for channels
 */
public record ConcatenateOperation(String name, List<Value> inputs, Value output, int axis) implements Operation {
    @Override
    public void forward(PlanContext p) {
        Buffer y = p.value(output);
        List<Buffer> x = inputs.stream().map(p::value).toList();
        p.samplewise(name, x, List.of(y), context -> {
            int first = 0;
            for (int i = 0; i < inputs.size(); i++) {
                copy(p, inputs.get(i), x.get(i), 0, y, first, context);
                first += size(inputs.get(i));
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        int end = 0;
        for (Value input : inputs) {
            int first = end;
            if (p.requiresGradient(input)) {
                Buffer dx = p.inputGradient(input);
                p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> {
                    copy(p, input, dy, first, dx, 0, context);
                    dx.layout().clearPadding(dx.inside(context));
                });
            }
            end += size(input);
        }
    }

    private int size(Value input) {
        return switch (axis) {
            case 0 -> input.height();
            case 1 -> input.width();
            default -> input.channels();
        };
    }

    /** Bytes from the first pixel to where the part that begins at {@code index} of the axis begins. */
    private long offset(Buffer buffer, int index) {
        return index * switch (axis) {
            case 0 -> buffer.layout().rowBytes();
            case 1 -> buffer.layout().pixelBytes();
            default -> (long) Float.BYTES;
        };
    }

    private void copy(PlanContext p, Value shape, Buffer from, int fromIndex, Buffer to, int toIndex,
            WorkContext context) {
        for (int r = 0; r < shape.height(); r++) {
            long a = from.inside(context) + r * from.layout().rowBytes() + offset(from, fromIndex);
            long b = to.inside(context) + r * to.layout().rowBytes() + offset(to, toIndex);
            p.kernels().elementwise().scale(
                    shape.width(), shape.channels(), 1, 0, a, from.layout().pixelBytes(), b, to.layout().pixelBytes());
        }
    }
}
