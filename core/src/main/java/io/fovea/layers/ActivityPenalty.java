package io.fovea.layers;

import java.util.Optional;

import io.fovea.custom.ElementPenalty;
import io.fovea.custom.ElementwisePenalty;
import io.fovea.tensor.Value;

/** What a number of a layer's output adds to the loss: {@code l1 |x| + l2 x x}. The slope of the magnitude at 0 is 0. */
record ActivityPenalty(double l1, double l2) implements ElementPenalty {
    /** The output of a layer, penalized if there is a penalty. */
    static Value of(Lowering lowering, Value output, Optional<ElementwisePenalty> penalty) {
        return penalty.map(p -> lowering.addLoss(output, new ActivityPenalty(p.l1(), p.l2()))).orElse(output);
    }

    @Override
    public double value(double x) {
        return l1 * Math.abs(x) + l2 * x * x;
    }

    @Override
    public double slope(double x) {
        return l1 * Math.signum(x) + 2 * l2 * x;
    }
}
