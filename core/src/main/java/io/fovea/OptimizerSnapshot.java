package io.fovea;

import java.util.ArrayList;
import java.util.List;

import io.fovea.graph.Network;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.ops.StoredWeight;
import io.fovea.plan.OptimizerState;

/**
 * What an optimizer keeps, in numbers.
 *
 * @param steps how many it has taken
 * @param states for each weight that learns, in the model's order, each state, row-major: for Adam the mean of the gradients
 *     and that of their squares, for SGD with momentum the momentum
 */
public record OptimizerSnapshot(long steps, List<List<float[]>> states) {
    static OptimizerSnapshot of(Model model, Network network, OptimizerState state) {
        state.begin();
        List<List<float[]>> all = new ArrayList<>();
        for (StoredWeight weight : trainable(model, network)) {
            List<float[]> own = new ArrayList<>();
            for (int i = 0; i < state.states(weight.parts().getFirst()); i++) {
                int index = i;
                own.add(weight.join(part -> state.read(part, index)));
            }
            all.add(own);
        }
        return new OptimizerSnapshot(state.steps(), all);
    }

    OptimizerSnapshot restore(Model model, Network network, OptimizerState state) {
        List<StoredWeight> parameters = trainable(model, network);
        if (states.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    "the optimiser keeps something for " + parameters.size() + " weights, but got " + states.size());
        }
        for (int p = 0; p < parameters.size(); p++) {
            StoredWeight weight = parameters.get(p);
            for (int i = 0; i < state.states(weight.parts().getFirst()); i++) {
                float[] values = states.get(p).get(i);
                // A state by row or column is of a weight in one part, which it is shorter than.
                List<float[]> split = weight.place().isEmpty() && values.length != weight.size()
                        ? List.of(values)
                        : weight.split(values);
                for (int part = 0; part < split.size(); part++) {
                    state.write(weight.parts().get(part), i, split.get(part));
                }
            }
        }
        state.steps(steps);
        return this;
    }

    private static List<StoredWeight> trainable(Model model, Network network) {
        List<StoredWeight> parameters = new ArrayList<>();
        for (Layer layer : model.layers()) {
            for (Weight weight : model.weights(layer)) {
                if (weight.trainable()) {
                    parameters.add(network.stored(layer, weight));
                }
            }
        }
        return parameters;
    }
}
