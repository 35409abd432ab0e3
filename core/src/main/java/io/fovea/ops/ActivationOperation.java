package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.ElementwiseActivation;
import io.fovea.tensor.Value;

/** An activation as an operation of its own: where it could not be fused into the one before. */
public record ActivationOperation(String name, Value input, Value output, ElementwiseActivation curve, float alpha)
        implements Operation {
    /**
     * The function that the kernels know by the name {@code function}, so that descriptions need not know the kernels.
     *
     * @param function the name of a constant of {@link ElementwiseActivation}
     * @throws IllegalArgumentException when the kernels have no such function
     */
    public static ActivationOperation of(String name, Value input, Value output, String function, double alpha) {
        return new ActivationOperation(name, input, output, ElementwiseActivation.valueOf(function), (float) alpha);
    }

    @Override
    public Optional<Epilogue> asActivation() {
        return Optional.of(new Epilogue(curve, alpha));
    }

    @Override
    public Optional<Value> sigmoidLogits() {
        return curve == ElementwiseActivation.SIGMOID ? Optional.of(input) : Optional.empty();
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        ImageRows rows = ImageRows.of(input);
        p.samplewise(name, List.of(x), List.of(y), context -> {
            long from = x.inside(context);
            long to = y.inside(context);
            p.kernels().activation().forward(
                    curve, alpha, rows.count(), rows.floats(), from, x.layout().rowBytes(), to, y.layout().rowBytes());
            if (curve == ElementwiseActivation.SIGMOID) {
                y.layout().clearPadding(to);
            }
        });
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer known = p.value(curve.gradientFromOutput() ? output : input);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        ImageRows rows = ImageRows.of(input);
        p.samplewise(name + " gradient", List.of(known, dy), List.of(dx), context -> p.kernels().activation().gradient(
                curve, alpha, rows.count(), rows.floats(), known.inside(context), known.layout().rowBytes(),
                dy.inside(context), dy.layout().rowBytes(), dx.inside(context), dx.layout().rowBytes()));
    }
}
