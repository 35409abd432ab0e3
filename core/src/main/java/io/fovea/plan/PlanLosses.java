package io.fovea.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.loss.LossHead;
import io.fovea.ops.loss.LossScale;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** The losses of a plan's outputs: their work, the targets that they read, and what each sample's was in the last step. */
final class PlanLosses {
    private final List<LossHead> heads;
    private final OperationGraph graph;
    private final PlanRecorder recorder;
    private final Map<Integer, Buffer> targets = new HashMap<>();
    private final double[][] losses;
    private final LossScale[] scales;
    private final float[][] scratch;
    private Feed feed = NoFeed.INSTANCE;

    /**
     * Losses of {@code graph}.
     *
     * @param samples the most of a step
     * @param scratch room for a target, of each worker
     */
    PlanLosses(
            List<LossHead> heads, OperationGraph graph, PlanRecorder recorder, int samples, float[][] scratch) {
        this.heads = heads;
        this.graph = graph;
        this.recorder = recorder;
        this.scratch = scratch;
        losses = new double[heads.size()][samples];
        scales = new LossScale[heads.size()];
        Arrays.setAll(scales, i -> new LossScale(samples));
    }

    /**
     * Records the work of all losses, and the gradients that begin with it.
     *
     * @return the operations that the losses have done the gradients of
     */
    List<Operation> record() {
        List<Operation> skipped = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            Optional<Operation> activation = LossGraph.activation(graph, heads.get(i));
            activation.ifPresent(skipped::add);
            LossGraph.beforeActivation(graph, heads.get(i))
                    .add(recorder, target(i), scales[i], scratch.length, losses[i]);
        }
        return skipped;
    }

    /** The targets of an output, mixed as the samples are; recorded when they are asked for first. */
    Buffer target(int index) {
        return targets.computeIfAbsent(index, i -> mixed(recordTarget(i, heads.get(i))));
    }

    private Buffer recordTarget(int index, LossHead loss) {
        Buffer target = new Buffer(
                loss.name() + " target", Buffer.Kind.SAMPLE,
                new Layout(new Value(loss.name(), 1, 1, loss.targetSize(), loss.targetSize()), Halo.NONE));
        recorder.blockwise(loss.name() + " target", List.of(), List.of(target), (from, to, worker) -> {
            for (int s = from; s < to; s++) {
                feed.target(index, s, scratch[worker]);
                Memory.copy(scratch[worker], 0, target.at(s), loss.targetSize());
            }
        });
        return target;
    }

    private Buffer mixed(Buffer target) {
        Buffer mixed = target;
        for (Operation operation : graph.operations()) {
            if (recorder.training() && operation.sampleMixing().isPresent()) {
                mixed = operation.sampleMixing().get().addTargets(recorder, mixed);
            }
        }
        return mixed;
    }

    /** Begins a step: sets what each sample counts, and where targets say that some positions do not count, how many do. */
    void begin(Feed source, int samples) {
        feed = source;
        for (int i = 0; i < scales.length; i++) {
            LossHead head = heads.get(i);
            long counted = 0;
            scales[i].begin(samples);
            for (int s = 0; s < samples; s++) {
                scales[i].weight(s, source.weight(s));
                if (head.loss().countsPositions()) {
                    source.target(i, s, scratch[0]);
                    counted += head.loss().countedPositions(scratch[0], head.targetSize());
                }
            }
            scales[i].end(head.divisor(), head.loss().countsPositions() ? counted : -1, head.positions());
        }
    }

    /** Ends a step: a kept plan must not keep its caller's data alive. */
    void end() {
        feed = NoFeed.INSTANCE;
    }

    /** Whether the losses of the first samples are numbers. */
    boolean areFinite(int samples) {
        for (double[] ofOutput : losses) {
            for (int s = 0; s < samples; s++) {
                if (!Double.isFinite(ofOutput[s])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The loss of an output for a sample of the last step. */
    double of(int output, int sample) {
        return losses[output][sample];
    }
}
