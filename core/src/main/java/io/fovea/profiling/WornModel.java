package io.fovea.profiling;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import io.fovea.graph.Network;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.plan.OptimizerState;

/**
 * Gives a model the numbers of a long training: units whose ReLU never fires, optimizer states that have decayed without gradient, and a
 * softmax that is sure of a class. Many of them are subnormal. Processors differ in what an operation on a subnormal number costs: one
 * cycle, or some 150, so the rate of a new model is no promise for the last epoch.
 *
 * <p>After one epoch of the tutorial's run 582,332 of the model's and Adam's 3,180,415 numbers were subnormal, before the engine flushed
 * them to zero: 55 % of the means. With every third unit dead it is 56 %, since a weight from or to a dead unit has no gradient.
 */
final class WornModel {
    private static final int DEAD = 3;

    /** Below all sums of inputs in [0, 1] and fresh weights. */
    private static final float DEAD_BIAS = -8;

    /** exp(-86) is 4.5e-38, and below the smallest normal number, 1.2e-38, once it is divided by the batch. */
    private static final float CONFIDENT_BIAS = 86;

    /** Some 1,000 steps of Adam without gradient bring a mean here. */
    private static final float DECAYED_MEAN = 1e-39f;

    private static final float DECAYED_SQUARE = 1e-41f;

    private WornModel() {}

    /** Sets the biases: every third unit of a hidden layer is dead, the first class is certain. */
    static void wearWeights(Network network) {
        Set<Layer> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
        network.topology().outputs().stream().map(Node::layer).forEach(outputs::add);
        for (Layer layer : network.topology().layers()) {
            for (Weight weight : network.weights(layer)) {
                if (weight.name().equals("bias") || weight.name().equals("beta")) {
                    float[] values = network.stored(layer, weight).read();
                    if (outputs.contains(layer)) {
                        values[0] = CONFIDENT_BIAS;
                    } else {
                        kill(values);
                    }
                    network.stored(layer, weight).write(values);
                }
            }
        }
        network.changed();
    }

    private static void kill(float[] biases) {
        for (int unit = 0; unit < biases.length; unit += DEAD) {
            biases[unit] = DEAD_BIAS;
        }
    }

    /** Sets every state to zero. */
    static void clear(OptimizerState state) {
        for (var parameter : state.parameters()) {
            for (int i = 0; i < state.states(parameter); i++) {
                state.write(parameter, i, new float[state.size(parameter, i)]);
            }
        }
    }

    /** Decays the states that are still zero after some steps: no gradient has reached them. */
    static void decay(OptimizerState state) {
        for (var parameter : state.parameters()) {
            for (int i = 0; i < state.states(parameter); i++) {
                float decayed = i == 0 ? DECAYED_MEAN : DECAYED_SQUARE;
                float[] values = state.read(parameter, i);
                for (int k = 0; k < values.length; k++) {
                    values[k] = values[k] == 0 ? decayed : values[k];
                }
                state.write(parameter, i, values);
            }
        }
    }
}
