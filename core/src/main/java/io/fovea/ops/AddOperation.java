package io.fovea.ops;

import java.util.List;
import java.util.Optional;

/** The sum of two or more values of one shape. */
public record AddOperation(String name, List<Value> inputs, Value output, Epilogue epilogue) implements Operation {
    @Override
    public Optional<Operation> fuse(ActivationOperation next) {
        return epilogue.present() || !next.curve().gradientFromOutput()
                ? Optional.empty()
                : Optional.of(new AddOperation(name, inputs, next.output(), next.epilogue()));
    }

    @Override
    public List<Value> gradientHeirs() {
        return inputs;
    }

    @Override
    public void forward(Program p) {
        List<Buffer> x = inputs.stream().map(p::value).toList();
        Buffer y = p.value(output);
        Rows rows = Rows.of(output);
        p.samplewise(name, x, List.of(y), slot -> {
            long to = y.inside(slot);
            long rowY = y.layout().rowBytes();
            Buffer first = x.getFirst();
            long a = first.inside(slot);
            long rowA = first.layout().rowBytes();
            for (Buffer next : x.subList(1, x.size())) {
                p.kernels().elementwise().add(
                        rows.count(), rows.floats(), a, rowA, next.inside(slot), next.layout().rowBytes(), to, rowY);
                a = to;
                rowA = rowY;
            }
            epilogue.forward(p.kernels().activation(), rows.count(), rows.floats(), to, rowY);
            if (epilogue.clearsPadding()) {
                y.layout().clearPadding(to);
            }
        });
    }

    @Override
    public void backward(Program p) {
        if (epilogue.present()) {
            addActivationGradient(p);
        }
        inputs.stream().filter(p::needsGradient).forEach(input -> p.handGradientOver(output, input));
    }

    private void addActivationGradient(Program p) {
        Buffer y = p.value(output);
        Buffer dy = p.gradient(output);
        Rows rows = Rows.of(output);
        p.samplewise(name + " activation gradient", List.of(y, dy), List.of(dy), slot -> epilogue.gradient(
                p.kernels().activation(), rows.count(), rows.floats(), y.inside(slot), y.layout().rowBytes(),
                dy.inside(slot), dy.layout().rowBytes()));
    }
}
