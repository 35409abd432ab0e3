package io.fovea.plan;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

import io.fovea.kernels.Kernels;
import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.Step;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** Records the work of each operation in order, and gives operations the buffers that they ask for. */
final class PlanRecorder implements PlanContext {
    private final OperationGraph graph;
    private final Kernels kernels;
    private final Memory memory;
    private final int batch;
    private final int parts;
    private final int workers;
    private final Step step = new Step();
    private final Optional<Updates> updates;
    private final Map<Value, Buffer> values = new IdentityHashMap<>();
    private final Map<Value, Buffer> flatCopies = new IdentityHashMap<>();
    private final Gradients gradients;
    private final Map<Operation, Buffer> saved = new IdentityHashMap<>();
    private final SharedMemory shared;
    private final Set<Value> trainable = new HashSet<>();
    private final Map<Value, Buffer> rematerialized = new IdentityHashMap<>();
    private final List<Work> works = new ArrayList<>();
    private final List<Work> deferred = new ArrayList<>();
    private final List<double[]> addedLosses = new ArrayList<>();
    private final boolean hasLosses;
    private final IntFunction<Buffer> targets;
    private final PackedWeights packedWeights = new PackedWeights();
    private BatchTree tree = BatchTree.forPartialSums(0);
    private boolean flatInput;

    /**
     * A builder of one plan.
     *
     * @param optimizer present in training
     * @param workers how many there are
     * @param hasLosses whether there are losses to which operations may add
     * @param targets records the targets of an output, if they were not yet
     */
    PlanRecorder(
            OperationGraph graph, Kernels kernels, Memory memory, int batch, Optional<OptimizerState> optimizer,
            int workers, boolean hasLosses, IntFunction<Buffer> targets) {
        this.targets = targets;
        this.hasLosses = hasLosses;
        parts = optimizer.isEmpty() && batch == 1 ? workers : 1;
        this.workers = workers;
        this.graph = graph;
        this.kernels = kernels;
        this.memory = memory;
        shared = new SharedMemory(memory);
        this.batch = batch;
        gradients = new Gradients(this, graph);
        updates = optimizer.map(state -> new Updates(this, state, graph));
        for (Operation operation : graph.operations()) {
            boolean trainableHere = operation.parameters().stream().anyMatch(this::isTrainable)
                    || operation.inputs().stream().anyMatch(trainable::contains);
            if (trainableHere) {
                trainable.add(operation.output());
            }
        }
    }

    /** Adds an operation's forward pass. */
    void forward(Operation operation) {
        if (operation.identityInput(training()).isPresent()) {
            return;
        }
        flatInput = operation.flatInput();
        operation.forward(this);
        flatInput = false;
    }

    /** Adds an operation's backward pass, if its output has a gradient and something before it learns. */
    void backward(Operation operation) {
        if (!gradients.has(operation.output()) || !trainable.contains(operation.output())) {
            return;
        }
        flatInput = operation.flatInput();
        operation.backward(this);
        flatInput = false;
        gradients.finish(operation.output());
    }

    /** What was recorded last. */
    Optional<Work> lastWork() {
        return works.isEmpty() ? Optional.empty() : Optional.of(works.getLast());
    }

    /** Adds the updates of the weights whose gradients lie in buffers, and what goes on beside them. */
    void addUpdates() {
        if (updates.isPresent()) {
            works.addAll(deferred);
            works.addAll(updates.get().works(!deferred.isEmpty()));
        }
    }

    /** Ends the recording; fixes the tree over the batch. */
    List<Work> finish() {
        tree = BatchTree.forPartialSums(4 * updates.map(Updates::partialWeights).orElse(0L));
        return works;
    }

    /** Sets the learning rate of the step. */
    void rate(float learningRate, long number) {
        // Not by ifPresent: its lambda would be an object a step until the JIT removes it.
        if (updates.isPresent()) {
            updates.get().rate(learningRate, number);
        }
    }

    /** The penalties on weights in the last step, which belong to its loss. */
    double penalty() {
        return updates.isPresent() ? updates.get().penalty() : 0;
    }

    SharedMemory sharedMemory() {
        return shared;
    }

    /** What {@link #prepack} was told. */
    List<Stage> packedWeights() {
        return packedWeights.stages();
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public MemorySegment segment(long address, long bytes) {
        return memory.segment(address, bytes);
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public BatchTree tree() {
        return tree;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Optional<double[]> addedLoss() {
        if (!hasLosses) {
            return Optional.empty();
        }
        double[] losses = new double[memory.isCounting() ? 0 : batch];
        addedLosses.add(losses);
        return Optional.of(losses);
    }

    /** What operations add to the loss of a sample. */
    double addedLoss(int sample) {
        double sum = 0;
        // By index: an iterator would be an object for each sample.
        for (int i = 0; i < addedLosses.size(); i++) {
            sum += addedLosses.get(i)[sample];
        }
        return sum;
    }

    @Override
    public boolean training() {
        return updates.isPresent();
    }

    @Override
    public Buffer value(Value value) {
        Value origin = origin(value);
        Buffer buffer =
                values.computeIfAbsent(origin, v -> new Buffer(v.name(), Buffer.Kind.SAMPLE, new Layout(v, halo(v))));
        if (!flatInput || !buffer.layout().hasHalo()) {
            return buffer;
        }
        return flatCopies.computeIfAbsent(origin, v -> flatCopy(buffer));
    }

    @Override
    public Buffer target(int output) {
        return targets.apply(output);
    }

    @Override
    public Buffer rematerializedValue(Value value) {
        Optional<Operation> producer = graph.producer(value).filter(o -> o.rematerializes() && graph.uses(value) == 1);
        if (producer.isEmpty()) {
            return value(value);
        }
        Buffer known = rematerialized.get(value);
        if (known != null) {
            return known;
        }
        Buffer again = new Buffer(value.name() + " again", Buffer.Kind.SAMPLE, value(value).layout());
        rematerialized.put(value, again);
        producer.get().rematerialize(this, again);
        return again;
    }

    /** The value that was made first of those that share memory. */
    private Value origin(Value value) {
        return graph.producer(value).flatMap(o -> o.identityInput(training())).map(this::origin).orElse(value);
    }

    private Buffer flatCopy(Buffer buffer) {
        Value value = buffer.layout().value();
        Buffer flat = new Buffer(value.name() + " flat", Buffer.Kind.SAMPLE, new Layout(value, Halo.NONE));
        samplewise(flat.name(), List.of(buffer), List.of(flat), context -> kernels.elementwise().scale(
                value.height(), value.width() * value.channelStride(), 1, 0,
                buffer.inside(context), buffer.layout().rowBytes(), flat.inside(context), flat.layout().rowBytes()));
        return flat;
    }

    private Halo halo(Value value) {
        Halo halo = Halo.NONE;
        for (Operation operation : graph.operations()) {
            if (operation.inputs().stream().anyMatch(i -> i == value)) {
                halo = halo.union(operation.identityInput(training()).isPresent()
                        ? halo(operation.output())
                        : operation.inputHalo());
            }
        }
        return halo;
    }

    @Override
    public Buffer gradient(Value output) {
        return gradients.toChange(output);
    }

    @Override
    public Buffer gradientToRead(Value output) {
        return gradients.toRead(output);
    }

    @Override
    public boolean isGradientFlushed(Value output) {
        // What only the loss reads comes from the loss, which flushes.
        return graph.uses(output) == 1
                && graph.onlyConsumer(output).map(Operation::flushesInputGradient).orElse(true);
    }

    @Override
    public boolean requiresGradient(Value input) {
        return trainable.contains(input);
    }

    @Override
    public Buffer inputGradient(Value input) {
        return gradients.target(input, flatInput);
    }

    @Override
    public Buffer inputGradientInPlace(Value input) {
        return gradients.targetInPlace(input, flatInput, value(input));
    }

    @Override
    public void aliasGradient(Value output, Value input) {
        gradients.handOver(output, input);
    }

    @Override
    public boolean isTrainable(Parameter parameter) {
        return parameter.trainable() && training();
    }

    @Override
    public Buffer partialGradient(Parameter parameter) {
        return updates.orElseThrow().partialGradient(parameter);
    }

    @Override
    public GradientSink gradientSink(Parameter parameter) {
        return updates.orElseThrow().sink(parameter);
    }

    @Override
    public long shared(String name, long bytes) {
        return shared.of(name, bytes);
    }

    @Override
    public Buffer saved(Operation operation, long bytes) {
        return saved.computeIfAbsent(
                operation, o -> Buffer.raw(o.name() + " saved", Buffer.Kind.SAMPLE, bytes));
    }

    @Override
    public Buffer buffer(String name, Buffer.Kind kind, long bytes) {
        return Buffer.raw(name, kind, bytes);
    }

    @Override
    public void samplewise(String what, List<Buffer> reads, List<Buffer> writes, SampleWork work) {
        works.add(new Work.OnSample(what, reads, writes, work));
    }

    @Override
    public void samplewise(String what, int most, List<Buffer> reads, List<Buffer> writes, PartWork work) {
        int count = Math.min(parts, most);
        if (count == 1) {
            samplewise(what, reads, writes, context -> work.run(context, 0, 1));
        } else {
            works.add(new Work.OnParts(what, reads, writes, count, work));
        }
    }

    @Override
    public void blockwise(String what, List<Buffer> reads, List<Buffer> writes, SampleBlockWork work) {
        works.add(new Work.OnSampleBlocks(what, reads, writes, work));
    }

    @Override
    public void chunkwise(String what, List<Buffer> reads, List<Buffer> writes, ChunkWork work) {
        works.add(new Work.OnChunks(what, reads, writes, work));
    }

    @Override
    public void batchwise(String what, int tasks, List<Buffer> reads, List<Buffer> writes, BatchWork work) {
        works.add(new Work.OnBatch(what, reads, writes, tasks, work, false));
    }

    @Override
    public void deferred(String what, int tasks, List<Buffer> reads, List<Buffer> writes, BatchWork work) {
        deferred.add(new Work.OnBatch(what, reads, writes, tasks, work, !deferred.isEmpty()));
    }

    @Override
    public void prepack(String what, int round, int tasks, BatchWork work) {
        packedWeights.add(what, round, tasks, work);
    }
}
