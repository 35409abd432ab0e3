package io.fovea.ops.arithmetic;

import java.util.List;

import io.fovea.kernels.ArithmeticKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.ImageRows;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.tensor.Value;

/**
 * The sum over the axes along which the output has size 1, times {@code scale}: a mean with {@code scale} = 1 / the number of summands.
 */
public record SumOperation(String name, Value input, Value output, float scale) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    private Broadcast broadcast() {
        return new Broadcast(input, output);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Buffer partial = p.buffer(name + " partial sums", Buffer.Kind.WORKER, ArithmeticKernel.SCRATCH_BYTES);
        ImageRows rows = ImageRows.of(output);
        p.samplewise(name, List.of(x), List.of(y, partial), context -> {
            broadcast().reduce(p, x, y, partial, context);
            p.kernels().elementwise().scale(
                    rows.count(), rows.floats(), scale, 0, y.inside(context), y.layout().rowBytes(), y.inside(context),
                    y.layout().rowBytes());
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> {
            broadcast().expand(p, scale, dy, dx, context);
            Epilogue.NONE.forward(p.kernels().activation(), dx, context);
        });
    }
}
