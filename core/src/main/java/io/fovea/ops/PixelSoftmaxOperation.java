package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.ActivationKernel;
import io.fovea.kernels.ArithmeticKernel;
import io.fovea.kernels.ArithmeticKernel.Function;
import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.ElementwiseFunction;
import io.fovea.tensor.Value;

/**
 * The softmax over the channels of each pixel of a feature map, on vectors of channels. (A classifier's softmax of one vector, {@link
 * SoftmaxOperation}, is computed in double precision.)
 */
public record PixelSoftmaxOperation(String name, Value input, Value output) implements Operation {
    private static final ElementwiseFunction EXP = ElementwiseFunction.of(ElementwiseActivation.EXP);

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> logits() {
        return Optional.of(input);
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    private long rowBytes() {
        return 4L * input.width() * input.channelStride();
    }

    /** Room of a row, and behind it a number for each pixel and the scratch of a sum. */
    private Buffer room(PlanContext p) {
        return p.buffer(
                name + " room", Buffer.Kind.WORKER, rowBytes() + 4L * input.width() + ArithmeticKernel.SCRATCH_BYTES);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Buffer room = room(p);
        p.samplewise(name, List.of(x), List.of(y, room), context -> {
            for (int r = 0; r < input.height(); r++) {
                forwardRow(
                        p, x.inside(context) + r * x.layout().rowBytes(), y.inside(context) + r * y.layout().rowBytes(),
                        room.at(context));
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    private void forwardRow(PlanContext p, long x, long y, long room) {
        ArithmeticKernel arithmetic = p.kernels().arithmetic();
        ActivationKernel activation = p.kernels().activation();
        long pixel = 4L * input.channelStride();
        long numbers = room + rowBytes();
        int n = input.width();
        int count = input.channels();
        arithmetic.maxColumns(n, count, x, pixel, numbers, 4);
        arithmetic.spread(n, count, 1, numbers, 4, room, pixel);
        arithmetic.apply(Function.SUBTRACT, n, count, x, pixel, room, pixel, y, pixel);
        activation.forward(EXP, n, count, y, pixel, y, pixel);
        arithmetic.sumColumns(n, count, y, pixel, numbers, 4, false, numbers + 4L * n);
        arithmetic.spread(n, count, 1, numbers, 4, room, pixel);
        arithmetic.apply(Function.DIVIDE, n, count, y, pixel, room, pixel, y, pixel);
    }

    @Override
    public void backward(PlanContext p) {
        Buffer y = p.value(output);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        Buffer room = room(p);
        p.samplewise(name + " gradient", List.of(y, dy), List.of(dx, room), context -> {
            for (int r = 0; r < input.height(); r++) {
                gradientRow(
                        p, y.inside(context) + r * y.layout().rowBytes(),
                        dy.inside(context) + r * dy.layout().rowBytes(),
                        dx.inside(context) + r * dx.layout().rowBytes(), room.at(context));
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }

    /** dx = y (dy - sum of y dy). */
    private void gradientRow(PlanContext p, long y, long dy, long dx, long room) {
        ArithmeticKernel arithmetic = p.kernels().arithmetic();
        long pixel = 4L * input.channelStride();
        long numbers = room + rowBytes();
        int n = input.width();
        int count = input.channels();
        arithmetic.apply(Function.MULTIPLY, n, count, y, pixel, dy, pixel, room, pixel);
        arithmetic.sumColumns(n, count, room, pixel, numbers, 4, false, numbers + 4L * n);
        arithmetic.spread(n, count, 1, numbers, 4, room, pixel);
        arithmetic.apply(Function.SUBTRACT, n, count, dy, pixel, room, pixel, dx, pixel);
        arithmetic.apply(Function.MULTIPLY, n, count, dx, pixel, y, pixel, dx, pixel);
    }
}
