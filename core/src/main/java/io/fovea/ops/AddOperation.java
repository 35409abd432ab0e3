package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.tensor.Value;

/** The sum of two or more values of one shape. */
public record AddOperation(String name, List<Value> inputs, Value output, Epilogue epilogue) implements Operation {
    @Override
    public Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return epilogue.canBecome(activation)
                ? Optional.of(new AddOperation(name, inputs, activated, activation))
                : Optional.empty();
    }

    @Override
    public List<Value> gradientAliases() {
        return inputs;
    }

    @Override
    public void forward(PlanContext p) {
        List<Buffer> x = inputs.stream().map(p::value).toList();
        Buffer y = p.value(output);
        ImageRows rows = ImageRows.of(output);
        p.samplewise(name, rows.count(), x, List.of(y), (context, part, parts) -> {
            int first = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            long rowY = y.layout().rowBytes();
            long to = y.inside(context) + first * rowY;
            long rowA = x.getFirst().layout().rowBytes();
            long a = x.getFirst().inside(context) + first * rowA;
            for (int i = 1; i < x.size(); i++) {
                long rowB = x.get(i).layout().rowBytes();
                p.kernels().elementwise().add(
                        end - first, rows.floats(), a, rowA, x.get(i).inside(context) + first * rowB, rowB, to, rowY);
                a = to;
                rowA = rowY;
            }
            if (epilogue.present()) {
                epilogue.forward(p.kernels().activation(), end - first, rows.floats(), to, rowY);
            }
            if (epilogue.clearsPadding()) {
                y.layout().clearPadding(y.inside(context), first, end);
            }
        });
    }

    @Override
    public void backward(PlanContext p) {
        if (epilogue.present()) {
            addActivationGradient(p);
        }
        inputs.stream().filter(p::requiresGradient).forEach(input -> p.aliasGradient(output, input));
    }

    private void addActivationGradient(PlanContext p) {
        Buffer y = p.value(output);
        Buffer dy = p.gradient(output);
        ImageRows rows = ImageRows.of(output);
        p.samplewise(name + " activation gradient", List.of(y, dy), List.of(dy), context -> epilogue.gradient(
                p.kernels().activation(), rows.count(), rows.floats(), y.inside(context), y.layout().rowBytes(),
                dy.inside(context), dy.layout().rowBytes()));
    }
}
