package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.tensor.Value;

/** The mean of each window. */
public record AveragePoolOperation(String name, Value input, Value output, Window window) implements Operation {
    /** A pooling as a layer describes it. */
    public AveragePoolOperation(String name, Value input, Value output, PoolingWindows windows) {
        this(name, input, output, windows.over(input, output));
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.samplewise(name, List.of(x), List.of(y), context -> p.kernels().pooling().average(
                window, x.inside(context), x.layout().rowBytes(), y.inside(context), y.layout().rowBytes()));
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> p.kernels().pooling().averageGradient(
                window, dy.inside(context), dy.layout().rowBytes(), dx.inside(context), dx.layout().rowBytes()));
    }
}
