package io.fovea.ops;

import java.util.List;

import io.fovea.tensor.Value;

/** {@code y = scale x + offset}. */
public record RescalingOperation(String name, Value input, Value output, float scale, float offset)
        implements Operation {
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
            scale(p, rows, offset, x, y, context);
            if (offset != 0) {
                y.layout().clearPadding(y.inside(context));
            }
        });
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        ImageRows rows = ImageRows.of(input);
        p.samplewise(
                name + " gradient", List.of(dy), List.of(dx), context -> scale(p, rows, 0, dy, dx, context));
    }

    private void scale(PlanContext p, ImageRows rows, float shift, Buffer from, Buffer to, WorkContext context) {
        p.kernels().elementwise().scale(
                rows.count(), rows.floats(), scale, shift, from.inside(context), from.layout().rowBytes(),
                to.inside(context), to.layout().rowBytes());
        Epilogue.NONE.forward(p.kernels().activation(), to, context);
    }
}
