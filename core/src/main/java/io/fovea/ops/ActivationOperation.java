package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.Curve;

/** An activation as an operation of its own: where it could not be fused into the one before. */
public record ActivationOperation(String name, Value input, Value output, Curve curve, float alpha)
        implements Operation {
    /** The same function for the end of another operation. */
    public Epilogue epilogue() {
        return new Epilogue(curve, alpha);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(Program p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Rows rows = Rows.of(input);
        p.samplewise(name, List.of(x), List.of(y), slot -> {
            long from = x.inside(slot);
            long to = y.inside(slot);
            p.kernels().activation().forward(
                    curve, alpha, rows.count(), rows.floats(), from, x.layout().rowBytes(), to, y.layout().rowBytes());
            if (curve == Curve.SIGMOID) {
                y.layout().clearPadding(to);
            }
        });
    }

    @Override
    public void backward(Program p) {
        Buffer known = p.value(curve.gradientFromOutput() ? output : input);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.gradientTarget(input);
        Rows rows = Rows.of(input);
        p.samplewise(name + " gradient", List.of(known, dy), List.of(dx), slot -> p.kernels().activation().gradient(
                curve, alpha, rows.count(), rows.floats(), known.inside(slot), known.layout().rowBytes(),
                dy.inside(slot), dy.layout().rowBytes(), dx.inside(slot), dx.layout().rowBytes()));
    }
}
