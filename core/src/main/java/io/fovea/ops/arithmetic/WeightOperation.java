package io.fovea.ops.arithmetic;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * A weight as a value, the same for each sample, so that tensor functions can work with it.
 *
 * @param weight a matrix whose rows are the pixels of {@code output}, row by row, and whose columns are its channels
 */
public record WeightOperation(String name, Parameter weight, Value output) implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public void forward(PlanContext p) {
        Buffer y = p.value(output);
        p.samplewise(name, List.of(), List.of(y), context -> {
            for (int pixel = 0; pixel < output.height() * output.width(); pixel++) {
                long to = y.inside(context) + pixel / output.width() * y.layout().rowBytes()
                        + pixel % output.width() * y.layout().pixelBytes();
                WeightLayout layout = weight.layout();
                for (int panel = 0; panel < layout.panels(); panel++) {
                    Memory.copy(weight.address() + offset(panel, pixel), to + channel(panel), bytes(panel));
                }
            }
        });
    }

    private long offset(int panel, int pixel) {
        return weight.layout().panelOffset(panel) + (long) pixel * bytes(panel);
    }

    private long channel(int panel) {
        return 8L * panel * weight.layout().lanes();
    }

    private long bytes(int panel) {
        return 4L * weight.layout().panelWidth(panel);
    }

    @Override
    public void backward(PlanContext p) {
        if (!p.isTrainable(weight)) {
            return;
        }
        Buffer dy = p.gradientToRead(output);
        Buffer sums = p.partialGradient(weight);
        p.samplewise(name + " gradient", List.of(dy), List.of(sums), context -> {
            for (int pixel = 0; pixel < output.height() * output.width(); pixel++) {
                long from = dy.inside(context) + pixel / output.width() * dy.layout().rowBytes()
                        + pixel % output.width() * dy.layout().pixelBytes();
                for (int panel = 0; panel < weight.layout().panels(); panel++) {
                    p.kernels().elementwise().sumRows(
                            1, weight.layout().panelWidth(panel), from + channel(panel), 0,
                            sums.at(context) + offset(panel, pixel), !context.first);
                }
            }
        });
    }
}
