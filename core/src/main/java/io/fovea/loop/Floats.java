package io.fovea.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.fovea.graph.Network;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.ops.Parameter;
import io.fovea.plan.OptimizerState;

/**
 * Numbers that a training changes: a weight, or what the optimizer keeps for one. They are read one after another, so that a
 * copy of all of them is never needed.
 *
 * @param name as {@code conv2d/kernel}
 * @param count how many
 * @param read gives them, row-major
 * @param write sets them
 */
record Floats(String name, int count, Supplier<float[]> read, Consumer<float[]> write) {
    /** All that there are, in an order of their own. */
    static List<Floats> of(Network network, OptimizerState optimizer) {
        List<Floats> all = new ArrayList<>();
        for (Layer layer : network.topology().layers()) {
            for (Weight weight : network.weights(layer)) {
                for (Parameter part : network.stored(layer, weight).parts()) {
                    all.add(new Floats(part.name(), part.layout().size(), part::read, part::write));
                }
            }
        }
        for (Parameter parameter : optimizer.parameters()) {
            for (int i = 0; i < optimizer.states(parameter); i++) {
                int index = i;
                all.add(new Floats(
                        parameter.name() + " state " + i, optimizer.size(parameter, i),
                        () -> optimizer.read(parameter, index), values -> optimizer.write(parameter, index, values)));
            }
        }
        return all;
    }

    /** Name and number of each, to tell those of one model from those of another. */
    static List<String> table(List<Floats> all) {
        return all.stream().map(floats -> floats.name() + " " + floats.count()).toList();
    }
}
