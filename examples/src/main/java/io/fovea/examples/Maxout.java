package io.fovea.examples;

import java.util.List;

import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.ops.Buffer;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.Value;
import io.fovea.ops.WorkContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Shape;

/**
 * A layer of one's own: Maxout (Goodfellow et al., arXiv:1302.4389), the maximum of each {@code pieces} neighbouring numbers
 * of a vector. Input {@code [c]}, output {@code [c / pieces]}.
 *
 * @param name of the layer; empty: automatic
 * @param pieces how many numbers compete, 1 or more
 */
record Maxout(String name, int pieces) implements Layer {
    static Maxout of(int pieces) {
        return new Maxout("", pieces);
    }

    @Override
    public Maxout named(String newName) {
        return new Maxout(newName, pieces);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Layer.single(inputs);
        if (in.rank() != 1 || in.channels() % pieces != 0) {
            throw new IllegalArgumentException(
                    "expected a vector whose length is a multiple of " + pieces + ", but got " + in);
        }
        return Shape.of(in.channels() / pieces);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(new MaxoutOperation(lowering.name(), inputs.getFirst(), out, pieces));
    }

    /** Its two passes, in plain loops over memory. */
    private record MaxoutOperation(String name, Value input, Value output, int pieces) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }

        @Override
        public void forward(PlanContext p) {
            Buffer x = p.value(input);
            Buffer y = p.value(output);
            p.samplewise(name, List.of(x), List.of(y), context -> {
                for (int i = 0; i < output.channels(); i++) {
                    Memory.set(y.inside(context) + 4L * i, Memory.get(winner(x, context, i)));
                }
                y.layout().clearPadding(y.inside(context));
            });
        }

        @Override
        public void backward(PlanContext p) {
            Buffer x = p.value(input);
            Buffer dy = p.gradient(output);
            Buffer dx = p.inputGradient(input);
            p.samplewise(name + " gradient", List.of(x, dy), List.of(dx), context -> {
                Memory.clear(dx.inside(context), 4L * input.channelStride());
                for (int i = 0; i < output.channels(); i++) {
                    long place = winner(x, context, i) - x.inside(context);
                    Memory.set(dx.inside(context) + place, Memory.get(dy.inside(context) + 4L * i));
                }
            });
        }

        /** The address of the greatest number of a group. */
        private long winner(Buffer x, WorkContext context, int group) {
            long best = x.inside(context) + 4L * group * pieces;
            long first = best;
            for (int k = 1; k < pieces; k++) {
                if (Memory.get(first + 4L * k) > Memory.get(best)) {
                    best = first + 4L * k;
                }
            }
            return best;
        }
    }
}
