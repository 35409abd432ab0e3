package io.fovea.loop;

import java.util.ArrayList;
import java.util.List;

import io.fovea.data.Dataset;
import io.fovea.graph.Network;
import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;
import io.fovea.ops.loss.LossHead;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * What a training works for and is measured by.
 *
 * @param losses one for each output
 * @param metrics taken of every output
 */
public record Objective(List<Loss> losses, List<Metric> metrics) {
    /** The losses for the engine. */
    public List<LossHead> operations(Network network) {
        List<LossHead> operations = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            Value output = network.graph().outputs().get(i);
            operations.add(new LossHead(
                    losses.get(i).name() + " " + i, losses.get(i).perSampleLoss(), output,
                    losses.get(i).targetShape(outputShape(network, i)).size()));
        }
        return operations;
    }

    private static Shape outputShape(Network network, int output) {
        return network.topology().shape(network.topology().outputs().get(output));
    }

    /** The shape of the targets of an output. */
    public Shape targetShape(Network network, int output) {
        return losses.get(output).targetShape(outputShape(network, output));
    }

    /**
     * Refuses losses that can't be taken of mixed targets where a layer mixes samples.
     *
     * @throws IllegalArgumentException then; the message says what to do
     */
    void checkMixing(Network network) {
        network.graph().operations().stream().filter(o -> o.sampleMixing().isPresent()).findFirst()
                .ifPresent(mixing -> {
                    for (Loss loss : losses) {
                        if (!loss.takesMixedTargets()) {
                            throw new IllegalArgumentException(
                                    "layer " + mixing.name() + " mixes samples and their targets, but " + loss.name()
                                            + " takes class indices, which can't be mixed; train with one-hot targets and "
                                            + "categorical_crossentropy");
                        }
                    }
                });
    }

    /**
     * Refuses data that don't fit the model.
     *
     * @throws IllegalArgumentException then, saying what was expected and what was given
     */
    void check(Network network, Dataset data) {
        network.checkInputs(data.inputs());
        if (data.targets().size() != losses.size()) {
            throw new IllegalArgumentException(
                    "the model has " + losses.size() + " outputs, but the data have " + data.targets().size()
                            + " targets");
        }
        for (int i = 0; i < losses.size(); i++) {
            losses.get(i).checkTargets(data.targets().get(i), outputShape(network, i));
        }
    }
}
