package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.AxisFunction;
import io.fovea.tensor.Value;

/**
 * A softmax, or a function like it, over the channels of each pixel (of a vector, over the vector), or along another axis.
 *
 * @param function which one
 * @param axis along which
 */
public record SoftmaxOperation(String name, Value input, Value output, AxisFunction function, Axis axis)
        implements Operation {
    /** An axis of a feature map. */
    public enum Axis {
        /** From the first row to the last, in each column and channel. */
        HEIGHT,
        /** From the first column to the last, in each row and channel. */
        WIDTH,
        /** All channels of a pixel. */
        CHANNELS
    }

    /** The softmax over the channels. */
    public SoftmaxOperation(String name, Value input, Value output) {
        this(name, input, output, AxisFunction.SOFTMAX, Axis.CHANNELS);
    }

    /**
     * A function by its name, so that descriptions need not know the kernels.
     *
     * @param function the name of a constant of {@link AxisFunction}
     * @throws IllegalArgumentException when the kernels have no such function
     */
    public static SoftmaxOperation of(String name, Value input, Value output, String function, Axis axis) {
        return new SoftmaxOperation(name, input, output, AxisFunction.valueOf(function), axis);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> logits() {
        return function == AxisFunction.SOFTMAX && axis == Axis.CHANNELS ? Optional.of(input) : Optional.empty();
    }

    /** Vectors of the function start at each pixel of this many rows and columns, and in this many channels of it. */
    private int rows() {
        return axis == Axis.HEIGHT ? 1 : input.height();
    }

    private int columns() {
        return axis == Axis.WIDTH ? 1 : input.width();
    }

    private int channels() {
        return axis == Axis.CHANNELS ? 1 : input.channels();
    }

    private int count() {
        return switch (axis) {
            case HEIGHT -> input.height();
            case WIDTH -> input.width();
            case CHANNELS -> input.channels();
        };
    }

    private long step(Buffer buffer) {
        return switch (axis) {
            case HEIGHT -> buffer.layout().rowBytes();
            case WIDTH -> buffer.layout().pixelBytes();
            case CHANNELS -> Float.BYTES;
        };
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.samplewise(name, List.of(x), List.of(y), context -> {
            for (int r = 0; r < rows(); r++) {
                for (int c = 0; c < columns(); c++) {
                    long from = pixel(x, context, r, c);
                    long to = pixel(y, context, r, c);
                    for (int k = 0; k < channels(); k++) {
                        function.forward(count(), from + 4L * k, step(x), to + 4L * k, step(y));
                    }
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
            for (int r = 0; r < rows(); r++) {
                for (int c = 0; c < columns(); c++) {
                    gradient(
                            y, pixel(y, context, r, c), dy, pixel(dy, context, r, c), dx, pixel(dx, context, r, c));
                }
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }

    private void gradient(Buffer y, long known, Buffer dy, long d, Buffer dx, long to) {
        for (int k = 0; k < channels(); k++) {
            function.gradient(
                    count(), known + 4L * k, step(y), d + 4L * k, step(dy), to + 4L * k, step(dx));
        }
    }

    private static long pixel(Buffer buffer, WorkContext context, int row, int column) {
        return buffer.inside(context) + row * buffer.layout().rowBytes() + column * buffer.layout().pixelBytes();
    }
}
