package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.PoolingKernel.Window;

/** The maximum of each window. Training keeps which pixel it was, so the input itself need not be kept. */
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
        List<Buffer> writes = p.training() ? List.of(y, index(p)) : List.of(y);
        p.samplewise(name, List.of(x), writes, slot -> {
            long to = y.inside(slot);
            long chosen = p.training() ? writes.getLast().at(slot) : 0;
            p.kernels().pooling().maximum(window, x.inside(slot), x.layout().rowBytes(), to, y.layout().rowBytes(),
                    chosen);
            epilogue.forward(p.kernels().activation(), rows.count(), rows.floats(), to, y.layout().rowBytes());
            if (epilogue.clearsPadding()) {
                y.layout().clearPadding(to);
            }
        });
    }

    @Override
    public void backward(Program p) {
        Buffer y = p.value(output);
        Buffer dy = p.gradient(output);
        Buffer dx = p.gradientTarget(input);
        Buffer index = index(p);
        Rows rows = Rows.of(output);
        List<Buffer> reads = epilogue.present() ? List.of(y, dy, index) : List.of(dy, index);
        p.samplewise(name + " gradient", reads, List.of(dx, dy), slot -> {
            long d = dy.inside(slot);
            epilogue.gradient(
                    p.kernels().activation(), rows.count(), rows.floats(), y.inside(slot), y.layout().rowBytes(),
                    d, dy.layout().rowBytes());
            p.kernels().pooling().maximumGradient(
                    window, d, dy.layout().rowBytes(), index.at(slot), dx.inside(slot), dx.layout().rowBytes());
        });
    }

    private Buffer index(Program p) {
        return p.saved(this, 4L * output.height() * output.width() * output.pixelFloats());
    }
}
