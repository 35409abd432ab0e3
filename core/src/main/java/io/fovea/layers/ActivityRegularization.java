package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Passes its input on and adds {@code l1 * sum |x| + l2 * sum x^2}, averaged over the samples, to the loss of the model, in training
 * and in evaluation.
 *
 * <p>Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code ActivityRegularization.of(0, 1e-4)} behind a dense layer
 *
 * @param name of the layer; empty: automatic
 * @param l1 factor of the absolute values, 0 or more
 * @param l2 factor of the squares, 0 or more
 */
public record ActivityRegularization(String name, double l1, double l2) implements Layer {
    /**
     * Checks the factors.
     *
     * @throws IllegalArgumentException when one is negative or not finite
     */
    public ActivityRegularization {
        Check.of("ActivityRegularization").present("name", name).notNegative("l1", l1).notNegative("l2", l2);
    }

    /** With these factors. */
    public static ActivityRegularization of(double l1, double l2) {
        return new ActivityRegularization("", l1, l2);
    }

    @Override
    public ActivityRegularization named(String newName) {
        return new ActivityRegularization(newName, l1, l2);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public boolean isIdentityAtInference() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return lowering.addLoss(inputs.getFirst(), new ActivityPenalty(l1, l2));
    }
}
