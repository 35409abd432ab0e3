package io.fovea.loop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.fovea.data.Dataset;
import io.fovea.graph.LossLowering;
import io.fovea.graph.Network;
import io.fovea.losses.Loss;
import io.fovea.losses.Reduction;
import io.fovea.metrics.Metric;
import io.fovea.ops.loss.LossHead;
import io.fovea.ops.loss.LossScale;
import io.fovea.tensor.Shape;
import io.fovea.training.OutputSpec;

/**
 * What a training works for and is measured by.
 *
 * @param outputs one for each output, in the model's order
 */
public record Objective(List<OutputSpec> outputs) {
    /**
     * Losses that count alike.
     *
     * @param losses one for each output
     * @param metrics taken of every output
     */
    public Objective(List<Loss> losses, List<Metric> metrics) {
        this(losses.stream().map(loss -> OutputSpec.of("", loss).metrics(metrics.toArray(Metric[]::new))).toList());
    }

    /** The losses, one for each output. */
    public List<Loss> losses() {
        return outputs.stream().map(OutputSpec::loss).toList();
    }

    /** The metrics, each once. */
    public List<Metric> metrics() {
        LinkedHashSet<Metric> all = new LinkedHashSet<>();
        for (OutputSpec output : outputs) {
            all.addAll(output.metrics());
            all.addAll(output.weightedMetrics());
        }
        return List.copyOf(all);
    }

    /** The losses for the engine. */
    public List<LossHead> operations(Network network) {
        List<LossHead> operations = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Loss loss = outputs.get(i).loss();
            int index = i;
            Optional<LossLowering> composed = loss.composed().map(c -> new LossLowering(network, c, index));
            operations.add(new LossHead(
                    loss.name() + " " + i, loss.perSampleLoss(),
                    composed.map(LossLowering::result).orElseGet(() -> network.graph().outputs().get(index)),
                    targetShape(network, i).size(), outputs.get(i).weight(), divisor(loss.reduction()),
                    composed.map(LossLowering::operations).orElse(List.of())));
        }
        return operations;
    }

    /**
     * Refuses losses that can't be taken of the model's outputs.
     *
     * @throws IllegalArgumentException then, with the name of the loss
     */
    public void check(Network network) {
        operations(network);
    }

    private static LossScale.Divisor divisor(Reduction reduction) {
        return switch (reduction) {
            case SUM_OVER_BATCH_SIZE, MEAN -> LossScale.Divisor.SAMPLES;
            case SUM -> LossScale.Divisor.ONE;
            case MEAN_WITH_SAMPLE_WEIGHT -> LossScale.Divisor.WEIGHTS;
        };
    }

    static Shape outputShape(Network network, int output) {
        return network.topology().shape(network.topology().outputs().get(output));
    }

    /** The shape of the targets of an output. */
    public Shape targetShape(Network network, int output) {
        return outputs.get(output).loss().targetShape(outputShape(network, output));
    }

    /**
     * Refuses losses that can't be taken of mixed targets where a layer mixes samples.
     *
     * @throws IllegalArgumentException then; the message says what to do
     */
    void checkMixing(Network network) {
        network.graph().operations().stream().filter(o -> o.sampleMixing().isPresent()).findFirst()
                .ifPresent(mixing -> {
                    for (Loss loss : losses()) {
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
    public void check(Network network, Dataset data) {
        network.checkInputs(data.inputs());
        if (data.targets().size() != outputs.size()) {
            throw new IllegalArgumentException(
                    "the model has " + outputs.size() + " outputs, but the data have " + data.targets().size()
                            + " targets");
        }
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).loss().checkTargets(data.targets().get(i), outputShape(network, i));
        }
    }
}
