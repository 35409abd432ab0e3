package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.tensor.Value;

/**
 * The maximum of each window. Training keeps which pixel it was, so the input itself need not be kept; with ReLU behind it, not
 * even the output.
 *
 * @param computed whether the operation before computes the maxima as well, so that only the gradient remains
 */
public record MaxPoolOperation(
        String name, Value input, Value output, Window window, Epilogue epilogue, boolean computed)
        implements Operation {
    /** The maximum of each window of {@code geometry}. */
    public static MaxPoolOperation of(String name, Value input, Value output, PoolingGeometry geometry) {
        return new MaxPoolOperation(name, input, output, geometry.window(input, output, false), Epilogue.NONE);
    }

    /** A pooling that computes its maxima itself. */
    public MaxPoolOperation(String name, Value input, Value output, Window window, Epilogue epilogue) {
        this(name, input, output, window, epilogue, false);
    }

    /** This pooling when the operation before computes the maxima. */
    public MaxPoolOperation computedByProducer() {
        return new MaxPoolOperation(name, input, output, window, epilogue, true);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return epilogue.canBecome(activation)
                ? Optional.of(new MaxPoolOperation(name, input, activated, window, activation, computed))
                : Optional.empty();
    }

    /** A monotone activation before this pooling may as well follow it. */
    @Override
    public Optional<List<Operation>> swapWith(Operation producer) {
        return producer.asActivation().filter(Epilogue::commutesWithMaximum).map(activation -> {
            Value pooled = output.like(name + " before activation");
            return List.of(
                    new MaxPoolOperation(name, producer.inputs().getFirst(), pooled, window, epilogue),
                    new ActivationOperation(producer.name(), pooled, output, activation.function()));
        });
    }

    @Override
    public boolean needsOutput() {
        return epilogue.present() && !fusesRelu();
    }

    @Override
    public void forward(PlanContext p) {
        if (computed) {
            return;
        }
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        ImageRows rows = ImageRows.of(output);
        List<Buffer> writes = p.training() ? List.of(y, argmaxMask(p)) : List.of(y);
        p.samplewise(name, rows.count(), List.of(x), writes, (context, part, parts) -> {
            long to = y.inside(context);
            long argmaxMask = p.training() ? writes.getLast().at(context) : 0;
            int first = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            p.kernels().pooling().maximum(
                    window, first, end, fusesRelu(), x.inside(context), x.layout().rowBytes(), to,
                    y.layout().rowBytes(),
                    argmaxMask);
            if (epilogue.present() && !fusesRelu()) {
                activate(p, y, to, first, end);
            }
        });
    }

    private void activate(PlanContext p, Buffer y, long to, int first, int end) {
        long row = y.layout().rowBytes();
        epilogue.forward(
                p.kernels().activation(), end - first, ImageRows.of(output).floats(), to + first * row, row);
        if (epilogue.clearsPadding()) {
            y.layout().clearPadding(to, first, end);
        }
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer y = p.value(output);
        boolean activates = needsOutput();
        Buffer dy = activates ? p.gradient(output) : p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        Buffer argmaxMask = argmaxMask(p);
        ImageRows rows = ImageRows.of(output);
        List<Buffer> reads = activates ? List.of(y, dy, argmaxMask) : List.of(dy, argmaxMask);
        List<Buffer> writes = activates ? List.of(dx, dy) : List.of(dx);
        p.samplewise(name + " gradient", reads, writes, context -> {
            long d = dy.inside(context);
            if (activates) {
                epilogue.gradient(
                        p.kernels().activation(), rows.count(), rows.floats(), y.inside(context), y.layout().rowBytes(),
                        d, dy.layout().rowBytes());
            }
            p.kernels().pooling().maximumGradient(
                    window, d, dy.layout().rowBytes(), argmaxMask.at(context), dx.inside(context),
                    dx.layout().rowBytes());
        });
    }

    /** Whether the activation is a ReLU, which a kernel does with the maxima; another one is a pass behind them. */
    public boolean fusesRelu() {
        return epilogue.curve() == ElementwiseActivation.RELU;
    }

    /** Which pixels were the greatest, kept by training. */
    public Buffer argmaxMask(PlanContext p) {
        return p.saved(this, window.argmaxMaskBytes(p.kernels().lanes()));
    }
}
