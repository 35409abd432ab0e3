package io.fovea.ops.arithmetic;

import java.util.List;
import java.util.function.IntUnaryOperator;

import io.fovea.ops.Buffer;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.tensor.Value;

/**
 * Elements in other places: each element of the output is an element of the input, or zero. Reshaping, permuting, cropping, padding,
 * slicing and repeating are all of this kind; the gradient goes back to where an element came from.
 *
 * @param source of each element of the output, counted row-major without padding, the element of the input; -1 for zero
 */
public record RearrangeOperation(String name, Value input, Value output, IntUnaryOperator source)
        implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Runs runs = Runs.of(this, x.layout(), y.layout());
        p.samplewise(name, List.of(x), List.of(y), context -> {
            if (!runs.coverOutput()) {
                y.layout().clearInside(y.inside(context));
            }
            runs.copy(x.inside(context), y.inside(context));
            y.layout().clearPadding(y.inside(context));
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        Runs runs = Runs.of(this, dx.layout(), dy.layout());
        p.samplewise(name + " gradient", List.of(dy), List.of(dx), context -> {
            if (runs.coverInputOnce()) {
                runs.copyBack(dy.inside(context), dx.inside(context));
            } else {
                dx.layout().clearInside(dx.inside(context));
                runs.addBack(p.kernels().elementwise(), dy.inside(context), dx.inside(context));
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }
}
