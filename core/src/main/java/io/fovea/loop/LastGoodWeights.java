package io.fovea.loop;

import java.util.ArrayList;
import java.util.List;

import io.fovea.graph.Network;
import io.fovea.plan.OptimizerState;

/**
 * A copy of the weights, taken at the start of an epoch when the one before is old, for a training whose loss ceases to be finite. It is
 * taken so seldom that it costs nothing, and not of weights for which Java's heap has little room.
 */
final class LastGoodWeights {
    /** A copy costs less than a step or two. */
    private static final int STEPS_BETWEEN = 100;

    private final Network network;
    private final OptimizerState optimizer;
    private final boolean fits;
    private List<float[]> copy = List.of();
    private long taken;
    private int epoch;

    LastGoodWeights(Network network, OptimizerState optimizer) {
        this.network = network;
        this.optimizer = optimizer;
        fits = network.weightBytes() < Runtime.getRuntime().maxMemory() / 8;
    }

    /** To be called at the start of an epoch. */
    void epochBegins(int number) {
        if (fits && (copy.isEmpty() || optimizer.steps() >= taken + STEPS_BETWEEN)) {
            List<float[]> weights = network.weights();
            if (weights.stream().allMatch(LastGoodWeights::isFinite)) {
                copy = weights;
                taken = optimizer.steps();
                epoch = number;
            }
        }
    }

    /**
     * Leaves the model with finite weights.
     *
     * @param before those before the step whose loss was not finite
     * @return a sentence about them
     */
    String restore(List<float[]> before) {
        if (before.stream().allMatch(LastGoodWeights::isFinite)) {
            network.setWeights(before);
            return "the model has the weights from before that step";
        }
        if (copy.isEmpty()) {
            network.setWeights(before);
            return "no finite weights are left; initialize the model, or load one";
        }
        if (trainableAreFinite(before)) {
            network.setWeights(withStatistics(before));
            return "the model has the weights from before that step, and moving statistics of the start of epoch "
                    + epoch;
        }
        network.setWeights(copy);
        optimizer.clear();
        optimizer.steps(taken);
        return "the model has the weights of the start of epoch " + epoch + ", the optimizer begins anew";
    }

    private boolean trainableAreFinite(List<float[]> weights) {
        List<Boolean> trainable = network.trainableInOrder();
        for (int i = 0; i < weights.size(); i++) {
            if (trainable.get(i) && !isFinite(weights.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The weights with those that are not finite, moving statistics, from the copy. */
    private List<float[]> withStatistics(List<float[]> weights) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            all.add(isFinite(weights.get(i)) ? weights.get(i) : copy.get(i));
        }
        return all;
    }

    static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
