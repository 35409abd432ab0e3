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
 * The softmax over the channels of each pixel of a feature map, or its logarithm, on vectors of channels. (A classifier's softmax of
 * one vector, {@link SoftmaxOperation}, is computed in double precision.)
 *
 * @param logarithm whether the logarithms of the probabilities are computed
 */
public record PixelSoftmaxOperation(String name, Value input, Value output, boolean logarithm) implements Operation {
    private static final ElementwiseFunction EXP = ElementwiseFunction.of(ElementwiseActivation.EXP);
    private static final ElementwiseFunction LOG = ElementwiseFunction.of(ElementwiseActivation.LOG);

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> logits() {
        return logarithm ? Optional.empty() : Optional.of(input);
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    private long rowBytes() {
        return 4L * input.width() * input.channelStride();
    }

    /** Room of two rows, and behind it a number for each pixel and the scratch of a sum. */
    private Buffer room(PlanContext p) {
        return p.buffer(
                name + " room", Buffer.Kind.WORKER,
                2 * rowBytes() + 4L * input.width() + ArithmeticKernel.SCRATCH_BYTES);
    }

    /** Rows of a row for what looks at each number alone: the pixels, or all as one where there is no padding between them. */
    private int rows() {
        return input.channels() == input.channelStride() ? 1 : input.width();
    }

    /** Numbers of such a row. */
    private int count() {
        return input.width() / rows() * input.channels();
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
        long numbers = room + 2 * rowBytes();
        int n = input.width();
        arithmetic.maxColumns(n, input.channels(), x, pixel, numbers, 4);
        arithmetic.spread(n, input.channels(), 1, numbers, 4, room, pixel);
        arithmetic.apply(Function.SUBTRACT, rows(), count(), x, pixel, room, pixel, y, pixel);
        long powers = logarithm ? room : y;
        activation.forward(EXP, rows(), count(), y, pixel, powers, pixel);
        arithmetic.sumColumns(n, input.channels(), powers, pixel, numbers, 4, false, numbers + 4L * n);
        if (logarithm) {
            activation.forward(LOG, 1, n, numbers, 0, numbers, 0);
        }
        arithmetic.spread(n, input.channels(), 1, numbers, 4, room, pixel);
        arithmetic.apply(
                logarithm ? Function.SUBTRACT : Function.DIVIDE, rows(), count(), y, pixel, room, pixel, y, pixel);
        if (logarithm) {
            Epilogue.NONE.forward(activation, rows(), count(), y, pixel);
        }
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

    /** dx = y (dy - sum of y dy); for the logarithm dy - exp(y) times the sum of dy. */
    private void gradientRow(PlanContext p, long y, long dy, long dx, long room) {
        ArithmeticKernel arithmetic = p.kernels().arithmetic();
        long pixel = 4L * input.channelStride();
        long numbers = room + 2 * rowBytes();
        int n = input.width();
        long summed = dy;
        long powers = room + rowBytes();
        if (logarithm) {
            p.kernels().activation().forward(EXP, rows(), count(), y, pixel, powers, pixel);
        } else {
            arithmetic.apply(Function.MULTIPLY, rows(), count(), y, pixel, dy, pixel, room, pixel);
            summed = room;
        }
        arithmetic.sumColumns(n, input.channels(), summed, pixel, numbers, 4, false, numbers + 4L * n);
        arithmetic.spread(n, input.channels(), 1, numbers, 4, room, pixel);
        if (logarithm) {
            arithmetic.apply(Function.MULTIPLY, rows(), count(), room, pixel, powers, pixel, room, pixel);
        }
        arithmetic.apply(Function.SUBTRACT, rows(), count(), dy, pixel, room, pixel, dx, pixel);
        if (logarithm) {
            Epilogue.NONE.forward(p.kernels().activation(), rows(), count(), dx, pixel);
        } else {
            arithmetic.apply(Function.MULTIPLY, rows(), count(), dx, pixel, y, pixel, dx, pixel);
        }
    }
}
