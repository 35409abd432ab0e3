package io.fovea.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fovea.kernels.AccessCheck;
import io.fovea.kernels.Kernels;
import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.ImageRows;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.WorkContext;
import io.fovea.ops.loss.LossHead;
import io.fovea.runtime.Memory;
import io.fovea.runtime.MemoryRanges;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Value;

/**
 * A model ready to run for batches of up to a certain size: work in stages over allocated buffers. Training and inference
 * are two plans over the same weights.
 *
 * <p>Its passes: {@link GraphRewrites} fuse and fold operations and select algorithms; {@link PlanRecorder} records the work of
 * every forward and backward pass; {@link StageScheduling} groups it into stages; {@link BufferAllocation} assigns memory to
 * buffers.
 */
public final class Plan implements AutoCloseable {
    private static final int NONE = -1;

    private final Memory memory;
    private final Workers workers;
    private final PlanRecorder builder;
    /** Those of a step; after them, from {@link #firstPacked} on, those that pack weights, which training runs in each step. */
    private final List<Stage> stages = new ArrayList<>();
    private final int firstPacked;
    private final Stopwatch watch;
    private final List<Buffer> outputs;
    private final List<Buffer> buffers;
    private final PlanLosses losses;
    private final Workers.Task[] tasks;
    private final float[][] scratch;
    private Feed feed = NoFeed.INSTANCE;
    /** The last work of the losses; after its stage they are known, and no weight has changed yet. */
    private Optional<Work> lastOfLosses = Optional.empty();
    private final int lossStage;

    private Plan(
            OperationGraph model, List<LossHead> lossHeads, Optional<OptimizerState> optimizer, int batch,
            Kernels kernels, Workers workers, Memory memory) {
        this.workers = workers;
        this.memory = memory;
        OperationGraph graph = GraphRewrites.apply(
                LossGraph.of(model, lossHeads), optimizer.isPresent());
        AccessCheck check = new AccessCheck();
        boolean checked = Plan.class.desiredAssertionStatus() && !memory.isCounting();
        builder = new PlanRecorder(
                graph, checked ? check.of(kernels) : kernels, memory, batch, optimizer, workers.size(),
                !lossHeads.isEmpty(), this::target);
        scratch = new float[workers.size()][scratchSize(graph, lossHeads)];
        losses = new PlanLosses(lossHeads, graph, builder, memory.isCounting() ? 0 : batch, scratch);
        WorkContext[] contexts = new WorkContext[workers.size()];
        for (int w = 0; w < contexts.length; w++) {
            contexts[w] = new WorkContext(w);
        }
        recordGraph(graph, !lossHeads.isEmpty());
        outputs = model.outputs().stream().map(builder::value).toList();
        List<Work> works = builder.finish();
        stages.addAll(StageScheduling.apply(works, builder.tree()));
        lossStage = builder.training() ? stageOf(lastOfLosses) : NONE;
        firstPacked = stages.size();
        stages.addAll(builder.packedWeights());
        BufferAllocation allocation = new BufferAllocation(stages, outputs);
        allocation.place(memory, batch, workers.size(), builder.tree());
        buffers = allocation.buffers();
        watch = new Stopwatch(stages, workers.size());
        tasks = stages.stream().map(s -> s.task(builder.step(), contexts, watch)).toArray(Workers.Task[]::new);
        if (checked) {
            check.ranges(ranges(graph, optimizer));
        }
        if (!memory.isCounting()) {
            weightsChanged();
        }
    }

    private int stageOf(Optional<Work> work) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).works().stream().anyMatch(w -> work.filter(known -> known == w).isPresent())) {
                return i;
            }
        }
        return NONE;
    }

    /** What the plan's kernels may use: its buffers, the weights, the optimizer's state. */
    private MemoryRanges ranges(OperationGraph graph, Optional<OptimizerState> optimizer) {
        Set<MemoryRanges> parts = new LinkedHashSet<>();
        parts.add(memory.ranges());
        graph.parameters().forEach(parameter -> parts.add(parameter.ranges()));
        optimizer.ifPresent(state -> parts.add(state.ranges()));
        return MemoryRanges.union(parts);
    }

    /**
     * A plan of training steps.
     *
     * @param losses one for each output that has one
     * @param batch largest number of samples of a step
     */
    public static Plan training(
            OperationGraph graph, List<LossHead> losses, OptimizerState optimizer, int batch, Kernels kernels,
            Workers workers) {
        return allocate(graph, losses, Optional.of(optimizer), batch, kernels, workers);
    }

    /** A plan that computes outputs, and losses if there are any. */
    public static Plan inference(
            OperationGraph graph, List<LossHead> losses, int batch, Kernels kernels, Workers workers) {
        return allocate(graph, losses, Optional.empty(), batch, kernels, workers);
    }

    private static Plan allocate(
            OperationGraph graph, List<LossHead> losses, Optional<OptimizerState> optimizer, int batch,
            Kernels kernels, Workers workers) {
        Memory memory = new Memory();
        try {
            return new Plan(graph, losses, optimizer, batch, kernels, workers, memory);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    /**
     * What a plan would be; nothing is allocated.
     *
     * @param optimizer present in training
     */
    public static PlanSummary summarize(
            OperationGraph graph, List<LossHead> losses, Optional<OptimizerState> optimizer, int batch,
            Kernels kernels, Workers workers) {
        Plan plan = new Plan(graph, losses, optimizer, batch, kernels, workers, Memory.counting());
        return new PlanSummary(plan.bytes(), plan.stages());
    }

    private static int scratchSize(OperationGraph graph, List<LossHead> losses) {
        int size = 0;
        for (Value input : graph.inputs()) {
            size = Math.max(size, input.size());
        }
        for (LossHead loss : losses) {
            size = Math.max(size, loss.targetSize());
        }
        return size;
    }

    private void recordGraph(OperationGraph graph, boolean hasLosses) {
        for (int i = 0; i < graph.inputs().size(); i++) {
            addInput(i, graph.inputs().get(i));
        }
        graph.operations().forEach(builder::forward);
        List<Operation> withGradient = new ArrayList<>(graph.operations());
        withGradient.removeAll(losses.record());
        lastOfLosses = hasLosses ? builder.lastWork() : Optional.empty();
        if (builder.training()) {
            withGradient.reversed().forEach(builder::backward);
            builder.addUpdates();
        }
    }

    private void addInput(int index, Value value) {
        Buffer buffer = builder.value(value);
        Layout layout = buffer.layout();
        int rowFloats = value.width() * value.channels();
        ImageRows rows = ImageRows.of(value);
        builder.samplewise(value.name(), value.height(), List.of(), List.of(buffer), (context, part, parts) -> {
            float[] sample = scratch[context.worker];
            int first = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            feed.input(index, context.sample, first * rowFloats, end * rowFloats, sample);
            long inside = buffer.inside(context);
            for (int r = first; r < end; r++) {
                long row = inside + r * layout.rowBytes();
                if (value.channelStride() == value.channels()) {
                    Memory.copy(sample, r * rowFloats, row, rowFloats);
                } else {
                    for (int c = 0; c < value.width(); c++) {
                        Memory.copy(
                                sample, r * rowFloats + c * value.channels(), row + c * layout.pixelBytes(),
                                value.channels());
                    }
                }
            }
            layout.clearPadding(inside, first, end);
            Epilogue.NONE.forward(
                    builder.kernels().activation(), end - first, rows.floats(), inside + first * layout.rowBytes(),
                    layout.rowBytes());
        });
    }

    private Buffer target(int index) {
        return losses.target(index);
    }

    /**
     * Runs one step.
     *
     * @param source of the samples
     * @param samples how many, from 1 to the plan's batch size
     * @param seed of the training's random numbers
     * @param step 1 at the first step
     * @param learningRate of this step; unused for inference
     * @return whether the step is complete. A training step whose loss is not finite ends there: no weight has changed then but
     *     moving statistics
     */
    public boolean run(Feed source, int samples, long seed, long step, float learningRate) {
        start(source, samples, seed, step, learningRate);
        try {
            for (int i = 0; i < stagesOfStep(); i++) {
                long begin = watch.now();
                workers.run(stages.get(i).tasks(samples), tasks[i]);
                watch.endStage(i, begin);
                if (i == lossStage && !losses.areFinite(samples)) {
                    return false;
                }
            }
        } finally {
            // A kept plan must not keep its caller's data alive.
            feed = NoFeed.INSTANCE;
            losses.end();
            builder.step().origin(NoFeed.INSTANCE);
        }
        return true;
    }

    private int stagesOfStep() {
        return builder.training() ? stages.size() : firstPacked;
    }

    private void start(Feed source, int samples, long seed, long step, float learningRate) {
        if (samples < 1 || samples > builder.batch()) {
            throw new IllegalArgumentException(
                    "a step of this plan has 1 to " + builder.batch() + " samples, but got " + samples);
        }
        feed = source;
        builder.step().set(samples, seed, step);
        builder.step().origin(source);
        builder.rate(learningRate, step);
        losses.begin(source, samples);
    }

    /** Starts or stops measuring how long each work takes. */
    public void measure(boolean on) {
        watch.on(on);
    }

    /** Nanoseconds that each work took while it was measured, summed over the workers. */
    public Map<String, Long> times() {
        return watch.times();
    }

    /** The time of each stage of a step while it was measured, and the bytes of a step of as many samples as the plan takes. */
    public List<StageTime> stageTimes() {
        return watch.stageTimes(stagesOfStep(), batch(), builder.tree().chunks(batch()));
    }

    /** To be called after weights were changed from outside. */
    public void weightsChanged() {
        for (int i = firstPacked; i < stages.size(); i++) {
            workers.run(stages.get(i).tasks(1), tasks[i]);
        }
    }

    /** Every buffer. */
    List<Buffer> buffers() {
        return buffers;
    }

    /** What operations keep from step to step. */
    SharedMemory sharedMemory() {
        return builder.sharedMemory();
    }

    /** The order of sums over the samples of a step. */
    public BatchTree tree() {
        return builder.tree();
    }

    /** The loss of output {@code output} for sample {@code sample} of the last run. */
    public double loss(int output, int sample) {
        return losses.of(output, sample);
    }

    /** The penalties on weights in the last training step: a part of its loss beside those of the samples. */
    public double penalty() {
        return builder.penalty();
    }

    /** What layers added to the loss of sample {@code sample} of the last run. */
    public double addedLoss(int sample) {
        return builder.addedLoss(sample);
    }

    /** Numbers of output {@code output} of a sample. */
    public int outputSize(int output) {
        return outputs.get(output).layout().value().size();
    }

    /** Copies output {@code output} of sample {@code sample} of the last run, row-major, to {@code into} from {@code offset}. */
    public void output(int output, int sample, float[] into, int offset) {
        Buffer buffer = outputs.get(output);
        Layout layout = buffer.layout();
        Value value = layout.value();
        long inside = buffer.at(sample) + layout.origin();
        int at = offset;
        for (int r = 0; r < value.height(); r++) {
            for (int c = 0; c < value.width(); c++) {
                Memory.copy(inside + r * layout.rowBytes() + c * layout.pixelBytes(), into, at, value.channels());
                at += value.channels();
            }
        }
    }

    /** Bytes of the plan outside the heap, without the weights. */
    public long bytes() {
        return memory.bytes();
    }

    /** The largest number of samples of a step. */
    public int batch() {
        return builder.batch();
    }

    /** The stages, a line each, with the work of each. */
    public List<String> stages() {
        return stages.stream().limit(stagesOfStep()).map(Plan::describe).toList();
    }

    private static String describe(Stage stage) {
        return String.join(" | ", stage.works().stream().map(Work::what).toList());
    }

    /** Frees the plan's memory. */
    @Override
    public void close() {
        memory.close();
    }
}
