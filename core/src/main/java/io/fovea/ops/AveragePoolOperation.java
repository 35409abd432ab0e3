package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.PoolingKernel.Window;

/** The mean of each window. */
public record AveragePoolOperation(String name, Value input, Value output, Window window) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(Program p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.samplewise(name, List.of(x), List.of(y), slot -> p.kernels().pooling().average(
                window, x.inside(slot), x.layout().rowBytes(), y.inside(slot), y.layout().rowBytes()));
    }

    @Override
    public void backward(Program p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.gradientTarget(input);
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), slot -> p.kernels().pooling().averageGradient(
                window, dy.inside(slot), dy.layout().rowBytes(), dx.inside(slot), dx.layout().rowBytes()));
    }
}
