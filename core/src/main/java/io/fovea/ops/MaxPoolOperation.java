package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.Curve;
import io.fovea.kernels.PoolingKernel.Window;

/**
 * The maximum of each window. Training keeps which pixel it was, so the input itself need not be kept; with ReLU behind it, not
 * even the output.
 */
public record MaxPoolOperation(String name, Value input, Value output, Window window, Epilogue epilogue)
        implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Operation> fuse(ActivationOperation next) {
        return epilogue.present() || !next.curve().gradientFromOutput()
                ? Optional.empty()
                : Optional.of(new MaxPoolOperation(name, input, next.output(), window, next.epilogue()));
    }

    @Override
    public void forward(Program p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Rows rows = Rows.of(output);
        List<Buffer> writes = p.training() ? List.of(y, marks(p)) : List.of(y);
        p.samplewise(name, List.of(x), writes, slot -> {
            long to = y.inside(slot);
            long marks = p.training() ? writes.getLast().at(slot) : 0;
            p.kernels().pooling().maximum(
                    window, rectifies(), x.inside(slot), x.layout().rowBytes(), to, y.layout().rowBytes(), marks);
            if (!rectifies()) {
                epilogue.forward(p.kernels().activation(), rows.count(), rows.floats(), to, y.layout().rowBytes());
            }
            if (epilogue.clearsPadding()) {
                y.layout().clearPadding(to);
            }
        });
    }

    @Override
    public void backward(Program p) {
        Buffer y = p.value(output);
        boolean activates = epilogue.present() && !rectifies();
        Buffer dy = activates ? p.gradient(output) : p.gradientToRead(output);
        Buffer dx = p.gradientTarget(input);
        Buffer marks = marks(p);
        Rows rows = Rows.of(output);
        List<Buffer> reads = activates ? List.of(y, dy, marks) : List.of(dy, marks);
        List<Buffer> writes = activates ? List.of(dx, dy) : List.of(dx);
        p.samplewise(name + " gradient", reads, writes, slot -> {
            long d = dy.inside(slot);
            if (activates) {
                epilogue.gradient(
                        p.kernels().activation(), rows.count(), rows.floats(), y.inside(slot), y.layout().rowBytes(),
                        d, dy.layout().rowBytes());
            }
            p.kernels().pooling().maximumGradient(
                    window, d, dy.layout().rowBytes(), marks.at(slot), dx.inside(slot), dx.layout().rowBytes());
        });
    }

    /** Whether the kernel does the activation. */
    private boolean rectifies() {
        return epilogue.curve() == Curve.RELU;
    }

    private Buffer marks(Program p) {
        return p.saved(this, window.markBytes(p.kernels().lanes()));
    }
}
