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
        p.samplewise(name, rows.count(), x, List.of(y), (slot, part, parts) -> {
            int first = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            long rowY = y.layout().rowBytes();
            long to = y.inside(slot) + first * rowY;
            long rowA = x.getFirst().layout().rowBytes();
            long a = x.getFirst().inside(slot) + first * rowA;
            for (int i = 1; i < x.size(); i++) {
                long rowB = x.get(i).layout().rowBytes();
                p.kernels().elementwise().add(
                        end - first, rows.floats(), a, rowA, x.get(i).inside(slot) + first * rowB, rowB, to, rowY);
                a = to;
                rowA = rowY;
            }
            epilogue.forward(p.kernels().activation(), end - first, rows.floats(), to, rowY);
            if (epilogue.clearsPadding()) {
                y.layout().clearPadding(y.inside(slot), first, end);
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
