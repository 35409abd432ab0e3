package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.ActivationKernel;
import io.fovea.kernels.ArithmeticKernel;
import io.fovea.kernels.ArithmeticKernel.Function;
import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.ElementwiseFunction;
import io.fovea.tensor.Value;

/**
 * {@code y = max(x, 0) + alpha[c] min(x, 0)} with a trainable slope for each channel (He et al., arXiv:1502.01852). The gradient at 0 is
 * 0.
 *
 * @param alpha the slopes
 */
public record ChannelPReLUOperation(String name, Value input, Value output, Parameter alpha) implements Operation {
    private static final ElementwiseFunction RELU = ElementwiseFunction.of(ElementwiseActivation.RELU);

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(alpha);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    private int floats() {
        return ImageRows.of(input).floats();
    }

    private long rowBytes() {
        return 4L * floats();
    }

    private Buffer room(PlanContext p) {
        return p.buffer(name + " room", Buffer.Kind.WORKER, 2 * rowBytes());
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Buffer room = room(p);
        long zeros = p.shared(name + " zeros", rowBytes());
        p.samplewise(name, List.of(x), List.of(y, room), context -> {
            for (int r = 0; r < input.height(); r++) {
                forwardRow(
                        p, x.inside(context) + r * x.layout().rowBytes(), room.at(context), zeros,
                        y.inside(context) + r * y.layout().rowBytes());
            }
        });
    }

    private void forwardRow(PlanContext p, long x, long room, long zeros, long y) {
        ActivationKernel activation = p.kernels().activation();
        ArithmeticKernel arithmetic = p.kernels().arithmetic();
        activation.forward(RELU, 1, floats(), x, 0, y, 0);
        arithmetic.apply(Function.MINIMUM, 1, floats(), x, 0, zeros, 0, room, 0);
        scale(p, room, zeros, room);
        arithmetic.apply(Function.ADD, 1, floats(), y, 0, room, 0, y, 0);
        Epilogue.NONE.forward(activation, 1, floats(), y, 0);
    }

    /** {@code to = alpha[c] from}, a row. */
    private void scale(PlanContext p, long from, long zeros, long to) {
        p.kernels().normalization().normalize(
                1, input.width(), input.channelStride(), from, rowBytes(), alpha.address(), zeros, to, rowBytes());
    }

    @Override
    public void backward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer dy = p.gradientToRead(output);
        if (p.isTrainable(alpha)) {
            addSlopeGradient(p, x, dy);
        }
        if (!p.requiresGradient(input)) {
            return;
        }
        Buffer dx = p.inputGradient(input);
        Buffer room = room(p);
        long zeros = p.shared(name + " zeros", rowBytes());
        p.samplewise(name + " gradient", List.of(x, dy), List.of(dx, room), context -> {
            for (int r = 0; r < input.height(); r++) {
                gradientRow(
                        p, x.inside(context) + r * x.layout().rowBytes(),
                        dy.inside(context) + r * dy.layout().rowBytes(), room.at(context), zeros,
                        dx.inside(context) + r * dx.layout().rowBytes());
            }
        });
    }

    private void gradientRow(PlanContext p, long x, long dy, long room, long zeros, long dx) {
        ArithmeticKernel arithmetic = p.kernels().arithmetic();
        scale(p, dy, zeros, room);
        arithmetic.select(false, 1, floats(), x, 0, zeros, 0, room, 0, room, 0);
        arithmetic.select(false, 1, floats(), zeros, 0, x, 0, dy, 0, dx, 0);
        arithmetic.apply(Function.ADD, 1, floats(), dx, 0, room, 0, dx, 0);
        Epilogue.NONE.forward(p.kernels().activation(), 1, floats(), dx, 0);
    }

    private void addSlopeGradient(PlanContext p, Buffer x, Buffer dy) {
        Buffer room = room(p);
        Buffer sums = p.partialGradient(alpha);
        long zeros = p.shared(name + " zeros", rowBytes());
        p.samplewise(name + " weight gradient", List.of(x, dy), List.of(sums, room), context -> {
            long negative = room.at(context);
            for (int r = 0; r < input.height(); r++) {
                long from = x.inside(context) + r * x.layout().rowBytes();
                ArithmeticKernel arithmetic = p.kernels().arithmetic();
                arithmetic.apply(Function.MINIMUM, 1, floats(), from, 0, zeros, 0, negative, 0);
                arithmetic.apply(
                        Function.MULTIPLY, 1, floats(), negative, 0,
                        dy.inside(context) + r * dy.layout().rowBytes(), 0, negative, 0);
                p.kernels().elementwise().sumRows(
                        input.width(), input.channelStride(), negative, 4L * input.channelStride(), sums.at(context),
                        !context.first || r > 0);
            }
        });
    }
}
