package io.fovea.ops;

import java.util.List;

/** {@code y = scale x + offset}. */
public record RescalingOperation(String name, Value input, Value output, float scale, float offset)
        implements Operation {
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
            p.kernels().elementwise().scale(
                    rows.count(), rows.floats(), scale, offset, x.inside(slot), x.layout().rowBytes(),
                    y.inside(slot), y.layout().rowBytes());
            if (offset != 0) {
                y.layout().clearPadding(y.inside(slot));
            }
        });
    }

    @Override
    public void backward(Program p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.gradientTarget(input);
        Rows rows = Rows.of(input);
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), slot -> p.kernels().elementwise().scale(
                rows.count(), rows.floats(), scale, 0, dy.inside(slot), dy.layout().rowBytes(),
                dx.inside(slot), dx.layout().rowBytes()));
    }
}
