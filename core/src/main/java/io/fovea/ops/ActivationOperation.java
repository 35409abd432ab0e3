package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.ElementwiseFunction;
import io.fovea.tensor.Value;

/** A function of each element as an operation of its own: where it could not be fused into the one before. */
public record ActivationOperation(String name, Value input, Value output, ElementwiseFunction function)
        implements Operation {
    /**
     * The function that the kernels know by the name {@code function}, so that descriptions need not know the kernels.
     *
     * @param function the name of a constant of {@link ElementwiseActivation}
     * @param parameters of the function, up to three
     * @throws IllegalArgumentException when the kernels have no such function
     */
    public static ActivationOperation of(
            String name, Value input, Value output, String function, double... parameters) {
        return new ActivationOperation(
                name, input, output, ElementwiseFunction.of(ElementwiseActivation.valueOf(function), parameters));
    }

    @Override
    public Optional<Epilogue> asActivation() {
        return Optional.of(new Epilogue(function));
    }

    @Override
    public Optional<Value> sigmoidLogits() {
        return function.kind() == ElementwiseActivation.SIGMOID ? Optional.of(input) : Optional.empty();
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        addFunction(p, name, p.value(input), p.value(output));
    }

    /** Where the gradient reads the input, the output of a large image need not be kept. */
    @Override
    public boolean rematerializes() {
        return !function.kind().gradientFromOutput() && Operation.isLarge(output);
    }

    @Override
    public void rematerialize(PlanContext p, Buffer again) {
        addFunction(p, name + " again", p.rematerializedValue(input), again);
    }

    private void addFunction(PlanContext p, String what, Buffer x, Buffer y) {
        ImageRows rows = ImageRows.of(input);
        p.samplewise(what, rows.count(), List.of(x), List.of(y), (context, part, parts) -> {
            int first = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            long rowX = x.layout().rowBytes();
            long rowY = y.layout().rowBytes();
            p.kernels().activation().forward(
                    function, end - first, rows.floats(), x.inside(context) + first * rowX, rowX,
                    y.inside(context) + first * rowY, rowY);
            if (!function.keepsZero()) {
                y.layout().clearPadding(y.inside(context), first, end);
            }
        });
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer known = function.kind().gradientFromOutput() ? p.value(output) : p.rematerializedValue(input);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        ImageRows rows = ImageRows.of(input);
        p.samplewise(name + " gradient", List.of(known, dy), List.of(dx), context -> {
            long to = dx.inside(context);
            p.kernels().activation().gradient(
                    function, rows.count(), rows.floats(), known.inside(context), known.layout().rowBytes(),
                    dy.inside(context), dy.layout().rowBytes(), to, dx.layout().rowBytes());
            if (!function.keepsZeroGradient()) {
                dx.layout().clearPadding(to);
            }
        });
    }
}
