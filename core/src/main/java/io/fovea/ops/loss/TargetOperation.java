package io.fovea.ops.loss;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * The targets of one of the model's outputs as a value, for a loss that is composed of operations.
 *
 * @param index of the model's output
 */
public record TargetOperation(String name, int index, Value output) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of();
    }

    @Override
    public void forward(PlanContext p) {
        Buffer target = p.target(index);
        Buffer y = p.value(output);
        long pixelBytes = 4L * output.channels();
        p.samplewise(name, List.of(target), List.of(y), context -> {
            long from = target.at(context.sample);
            for (int r = 0; r < output.height(); r++) {
                long row = y.inside(context) + r * y.layout().rowBytes();
                for (int c = 0; c < output.width(); c++) {
                    Memory.copy(from, row + c * y.layout().pixelBytes(), pixelBytes);
                    from += pixelBytes;
                }
            }
            y.layout().clearPadding(y.inside(context));
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        });
    }

    /** Nothing learns from a target. */
    @Override
    public void backward(PlanContext p) {}
}
