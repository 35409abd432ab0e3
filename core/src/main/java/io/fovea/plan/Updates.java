package io.fovea.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.custom.ParameterUpdate;
import io.fovea.ops.Buffer;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.update.StepNumbers;
import io.fovea.runtime.Memory;

/**
 * How gradients become new weights. A gradient that an operation has whole, block by block, is applied at once. Partial sums
 * by chunk are added up after the backward pass by the {@link io.fovea.ops.BatchTree}, block by block as well. Where an update
 * needs more than a block, the gradient is kept: {@link WholeUpdates} does the rest.
 */
final class Updates {
    /** Floats of a block of {@link #works}: it and the optimizer's state stay in the L1 cache. */
    static final int BLOCK = 2048;

    private final PlanRecorder program;
    private final OptimizerState state;
    private final OperationGraph graph;
    private final Map<Parameter, UpdateTarget> targets = new LinkedHashMap<>();
    private final Map<Parameter, List<Buffer>> partials = new LinkedHashMap<>();
    private final Map<Parameter, List<Long>> wholes = new LinkedHashMap<>();
    private final Map<ParameterUpdate, StepNumbers> numbers = new LinkedHashMap<>();
    private final WholeUpdates wholeUpdates;
    private StepNumbers[] steps = {};

    /** A block of a weight. */
    private record Block(UpdateTarget target, GradientParts parts, int from, int count) {}

    Updates(PlanRecorder program, OptimizerState state, OperationGraph graph) {
        this.program = program;
        this.state = state;
        this.graph = graph;
        wholeUpdates = new WholeUpdates(program, state);
    }

    /** Sets the learning rate of the step; called before each run. */
    void rate(float learningRate, long step) {
        for (StepNumbers own : steps) {
            own.begin(learningRate, step);
        }
    }

    /** The penalties on weights in the last step. */
    double penalty() {
        return wholeUpdates.penalty();
    }

    /** Weights that there are partial sums of, those of a shared one for each use; padding is not counted. */
    long partialWeights() {
        return partials.entrySet().stream().mapToLong(e -> (long) e.getKey().layout().size() * e.getValue().size())
                .sum();
    }

    private UpdateTarget target(Parameter parameter) {
        return targets.computeIfAbsent(parameter, p -> {
            StepNumbers step = numbers.computeIfAbsent(state.update(p), StepNumbers::new);
            steps = numbers.values().toArray(StepNumbers[]::new);
            return new UpdateTarget(program, state, p, step);
        });
    }

    Buffer partialGradient(Parameter parameter) {
        target(parameter);
        Buffer buffer = Buffer.raw(
                parameter.name() + " partial gradient", Buffer.Kind.CHUNK, 4L * parameter.layout().floats());
        partials.computeIfAbsent(parameter, p -> new ArrayList<>()).add(buffer);
        return buffer;
    }

    PlanContext.GradientSink sink(Parameter parameter) {
        UpdateTarget target = target(parameter);
        if (graph.users(parameter) == 1 && !target.isWhole()) {
            return target::apply;
        }
        // A shared weight's gradient is whole only after its last user: keep each user's part until then.
        List<Long> parts = wholes.computeIfAbsent(parameter, p -> new ArrayList<>());
        long part = program.shared(
                parameter.name() + " gradient " + parts.size(), 4L * parameter.layout().floats());
        parts.add(part);
        return (offset, gradient, count) -> Memory.copy(gradient, part + offset, 4L * count);
    }

    /**
     * The work for every gradient that lies in buffers.
     *
     * @param concurrent whether the work before may be done at the same time; it is not, if gradients are taken from it
     */
    List<Work> works(boolean concurrent) {
        List<Block> blocks = new ArrayList<>();
        List<Buffer> reads = new ArrayList<>();
        boolean ready = concurrent;
        for (UpdateTarget target : targets.values()) {
            List<Buffer> chunks = partials.getOrDefault(target.parameter(), List.of());
            List<Long> whole = wholes.getOrDefault(target.parameter(), List.of());
            GradientParts parts = new GradientParts(program, chunks, whole);
            if (target.isWhole()) {
                wholeUpdates.add(target, parts);
            } else if (!chunks.isEmpty() || !whole.isEmpty()) {
                for (int from = 0; from < target.floats(); from += BLOCK) {
                    blocks.add(new Block(target, parts, from, Math.min(BLOCK, target.floats() - from)));
                }
                reads.addAll(chunks);
                ready &= whole.isEmpty();
            }
        }
        List<Work> works = new ArrayList<>();
        if (!blocks.isEmpty()) {
            works.add(work(blocks, reads, ready));
        }
        works.addAll(wholeUpdates.works());
        return works;
    }

    private Work.OnBatch work(List<Block> blocks, List<Buffer> reads, boolean concurrent) {
        Buffer sum = program.buffer("gradient sum", Buffer.Kind.WORKER, 4L * BLOCK);
        Buffer part = program.buffer("gradient part", Buffer.Kind.WORKER, 4L * BLOCK);
        PlanContext.BatchWork body = (task, worker) -> {
            Block block = blocks.get(task);
            block.parts().sum(block.from(), block.count(), sum.at(worker), part.at(worker));
            block.target().apply(4L * block.from(), sum.at(worker), block.count());
        };
        return new Work.OnBatch("update", reads, List.of(sum, part), blocks.size(), body, concurrent);
    }
}
