package io.fovea.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.ops.BlockView;
import io.fovea.ops.Buffer;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.update.KernelUpdateRule;
import io.fovea.runtime.Memory;

/**
 * How gradients become new weights. A gradient that an operation has whole, block by block, is applied at once. Partial sums
 * by chunk are added up after the backward pass by the {@link io.fovea.ops.BatchTree}, block by block as well.
 */
final class Updates {
    /** Floats of a block of {@link #work}: it and the optimizer's state stay in the L1 cache. */
    private static final int BLOCK = 2048;

    private final PlanRecorder program;
    private final OptimizerState state;
    private final OperationGraph graph;
    private final Map<Parameter, List<Buffer>> partials = new LinkedHashMap<>();
    private final Map<Parameter, List<Long>> wholes = new LinkedHashMap<>();
    private float rate;

    /** Everything that adds up to a parameter's gradient. */
    private record Parts(Parameter parameter, Buffer[] partials, long[] wholes) {}

    /** A block of a parameter. */
    private record Block(Parts parts, int from, int count) {}

    Updates(PlanRecorder program, OptimizerState state, OperationGraph graph) {
        this.program = program;
        this.state = state;
        this.graph = graph;
    }

    /** Sets the learning rate of the step; called before each run. */
    void rate(float learningRate, long step) {
        rate = state.rule().rate(learningRate, step);
    }

    /** Weights that there are partial sums of, those of a shared one for each use; padding is not counted. */
    long partialWeights() {
        return partials.entrySet().stream().mapToLong(e -> (long) e.getKey().layout().size() * e.getValue().size())
                .sum();
    }

    Buffer partialGradient(Parameter parameter) {
        Buffer buffer = Buffer.raw(
                parameter.name() + " partial gradient", Buffer.Kind.CHUNK, 4L * parameter.layout().floats());
        partials.computeIfAbsent(parameter, p -> new ArrayList<>()).add(buffer);
        return buffer;
    }

    PlanContext.GradientSink sink(Parameter parameter) {
        if (graph.users(parameter) == 1) {
            return (offset, gradient, count) -> update(parameter, offset, gradient, count);
        }
        // A shared weight's gradient is whole only after its last user: keep each user's part until then.
        List<Long> parts = wholes.computeIfAbsent(parameter, p -> new ArrayList<>());
        long part = program.shared(
                parameter.name() + " gradient " + parts.size(), 4L * parameter.layout().floats());
        parts.add(part);
        return (offset, gradient, count) -> Memory.copy(gradient, part + offset, 4L * count);
    }

    private void update(Parameter parameter, long offset, long gradient, int count) {
        if (state.rule() instanceof KernelUpdateRule rule) {
            rule.update(
                    program.kernels().updates(), rate, count, parameter.address() + offset,
                    state.address(parameter) + offset, 4L * parameter.layout().floats(), gradient);
        } else {
            state.rule().update(
                    rate, new BlockView(parameter.segment(offset, count)), state.views(parameter, offset, count),
                    new BlockView(program.segment(gradient, 4L * count)));
        }
    }

    /**
     * The work for every gradient that lies in buffers, if there is one.
     *
     * @param concurrent whether the work before may be done at the same time; it is not, if gradients are taken from it
     */
    Optional<Work.OnBatch> work(boolean concurrent) {
        List<Block> blocks = new ArrayList<>();
        List<Parameter> waiting = new ArrayList<>(partials.keySet());
        wholes.keySet().stream().filter(p -> !partials.containsKey(p)).forEach(waiting::add);
        for (Parameter parameter : waiting) {
            int floats = parameter.layout().floats();
            Parts parts = new Parts(
                    parameter, partials.getOrDefault(parameter, List.of()).toArray(Buffer[]::new),
                    wholes.getOrDefault(parameter, List.of()).stream().mapToLong(Long::longValue).toArray());
            for (int from = 0; from < floats; from += BLOCK) {
                blocks.add(new Block(parts, from, Math.min(BLOCK, floats - from)));
            }
        }
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Buffer sum = program.buffer("gradient sum", Buffer.Kind.WORKER, 4L * BLOCK);
        Buffer part = program.buffer("gradient part", Buffer.Kind.WORKER, 4L * BLOCK);
        List<Buffer> reads = partials.values().stream().flatMap(List::stream).toList();
        PlanContext.BatchWork body = (task, worker) -> {
            Block block = blocks.get(task);
            sum(block, sum.at(worker), part.at(worker));
            update(block.parts().parameter(), 4L * block.from(), sum.at(worker), block.count());
        };
        return Optional.of(new Work.OnBatch(
                "update", reads, List.of(sum, part), blocks.size(), body, concurrent && wholes.isEmpty()));
    }

    private void sum(Block block, long sum, long part) {
        boolean first = true;
        for (Buffer buffer : block.parts().partials()) {
            long to = first ? sum : part;
            program.kernels().elementwise().sumBlocks(
                    program.tree().chunks(program.step().samples()), block.count(), buffer.at(0) + 4L * block.from(),
                    buffer.stride(), to);
            addUp(first, block.count(), to, sum);
            first = false;
        }
        for (long whole : block.parts().wholes()) {
            long from = whole + 4L * block.from();
            if (first) {
                Memory.copy(from, sum, 4L * block.count());
            }
            addUp(first, block.count(), from, sum);
            first = false;
        }
    }

    private void addUp(boolean first, int count, long from, long sum) {
        if (!first) {
            program.kernels().elementwise().add(1, count, sum, 0, from, 0, sum, 0);
        }
    }
}
