package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.tensor.Value;

/** The mean or the sum of each window. */
public record AveragePoolOperation(String name, Value input, Value output, Window window) implements Operation {
    /** The mean of each window of {@code geometry}. */
    public static AveragePoolOperation of(String name, Value input, Value output, PoolingGeometry geometry) {
        return new AveragePoolOperation(name, input, output, geometry.window(input, output, false));
    }

    /** The sum of each window of {@code geometry}. */
    public static AveragePoolOperation sum(String name, Value input, Value output, PoolingGeometry geometry) {
        return new AveragePoolOperation(name, input, output, geometry.window(input, output, true));
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
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> p.kernels().pooling().averageGradient(
                window, dy.inside(context), dy.layout().rowBytes(), dx.inside(context), dx.layout().rowBytes()));
    }
}
