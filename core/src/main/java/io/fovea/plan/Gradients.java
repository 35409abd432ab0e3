package io.fovea.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fovea.kernels.ElementwiseKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.tensor.Value;

/**
 * The buffers of the gradients that the backward pass has begun and not yet used up. Several values may have the same buffer:
 * what an addition hands on is the same for all its inputs. Such a buffer is only read until the others are done with it;
 * who would change it gets a copy, and who would add to it writes the sum elsewhere.
 *
 * <p>An operation's output counts as in use until its backward pass is over, contributions included.
 */
final class Gradients {
    private final PlanRecorder program;
    private final OperationGraph graph;
    private final Map<Value, Buffer> buffers = new IdentityHashMap<>();
    private final Map<Value, Halo> halos = new IdentityHashMap<>();
    private final List<Contribution> contributions = new ArrayList<>();

    /** A part of a gradient that is added to what is known of it, after the operation's own work. */
    private record Contribution(Buffer part, Optional<Buffer> known, Buffer sum) {}

    Gradients(PlanRecorder program, OperationGraph graph) {
        this.program = program;
        this.graph = graph;
    }

    boolean has(Value value) {
        return buffers.containsKey(value);
    }

    Buffer toRead(Value value) {
        return Objects.requireNonNull(buffers.get(value), value.name());
    }

    Buffer toChange(Value value) {
        Buffer known = toRead(value);
        if (isShared(value)) {
            addCopy(value.name() + " gradient copy", known, create(value));
        }
        return toRead(value);
    }

    private boolean isShared(Value value) {
        Buffer own = buffers.get(value);
        return buffers.entrySet().stream().anyMatch(e -> e.getValue() == own && e.getKey() != value);
    }

    /** @param flat whether the operation wants no halo between the rows */
    Buffer target(Value input, boolean flat) {
        Buffer known = buffers.get(input);
        if (known == null) {
            Buffer whole = create(input);
            return flat && whole.layout().hasHalo() ? part(input, Optional.empty(), whole) : whole;
        }
        return part(input, Optional.of(known), sumOf(input));
    }

    /** @param value the input's own buffer */
    Buffer targetInPlace(Value input, boolean flat, Buffer value) {
        boolean free = !has(input) && graph.uses(input) == 1
                && graph.producer(input).filter(producer -> !producer.needsOutput()).isPresent()
                && !value.layout().hasHalo() && halo(input).equals(Halo.NONE);
        if (!free) {
            return target(input, flat);
        }
        buffers.put(input, value);
        return value;
    }

    private Buffer part(Value input, Optional<Buffer> known, Buffer sum) {
        Buffer part = new Buffer(input.name() + " gradient part", Buffer.Kind.SAMPLE, new Layout(input, Halo.NONE));
        contributions.add(new Contribution(part, known, sum));
        return part;
    }

    /** Where the sum of what is known and another part goes. */
    private Buffer sumOf(Value input) {
        return isShared(input) ? create(input) : toRead(input);
    }

    /** The gradient of {@code input} is that of {@code output}, or that is a part of it. */
    void handOver(Value output, Value input) {
        Buffer dy = toRead(output);
        Buffer known = buffers.get(input);
        if (known != null) {
            contributions.add(new Contribution(dy, Optional.of(known), sumOf(input)));
        } else if (dy.layout().halo().covers(halo(input))) {
            buffers.put(input, dy);
        } else {
            addCopy(input.name() + " gradient", dy, create(input));
        }
    }

    /** Ends the backward pass of the operation that made {@code output}. */
    void finish(Value output) {
        contributions.forEach(this::add);
        contributions.clear();
        buffers.remove(output);
    }

    private Buffer create(Value value) {
        Buffer buffer = new Buffer(
                value.name() + " gradient", Buffer.Kind.SAMPLE, new Layout(value, halo(value)));
        buffers.put(value, buffer);
        return buffer;
    }

    /** The zeros wanted around a gradient: also by the producers of the values that it may be handed over to. */
    private Halo halo(Value value) {
        Halo known = halos.get(value);
        if (known != null) {
            return known;
        }
        Halo halo = Halo.NONE;
        Optional<Operation> producer = graph.producer(value);
        if (producer.isPresent()) {
            halo = producer.get().gradientHalo();
            if (mayHaveHalo(value)) {
                for (Value input : producer.get().gradientAliases()) {
                    halo = program.requiresGradient(input) ? halo.union(halo(input)) : halo;
                }
            }
        }
        halos.put(value, halo);
        return halo;
    }

    /** Not a vector, which need not be kept apart from others', and nothing that is written as one long row. */
    private boolean mayHaveHalo(Value value) {
        return value.height() * value.width() > 1 && graph.operations().stream()
                .noneMatch(o -> o.flatInput() && o.inputs().stream().anyMatch(i -> i == value));
    }

    private void add(Contribution c) {
        String what = c.sum().layout().value().name() + " gradient sum";
        if (c.known().isEmpty()) {
            addCopy(what, c.part(), c.sum());
            return;
        }
        Buffer known = c.known().get();
        Layout part = c.part().layout();
        Layout before = known.layout();
        Layout sum = c.sum().layout();
        Value value = sum.value();
        int floats = value.width() * value.channelStride();
        ElementwiseKernel kernel = program.kernels().elementwise();
        program.samplewise(what, List.of(c.part(), known), List.of(c.sum()), context -> kernel.add(
                value.height(), floats, c.part().inside(context), part.rowBytes(), known.inside(context),
                before.rowBytes(),
                c.sum().inside(context), sum.rowBytes()));
    }

    private void addCopy(String what, Buffer from, Buffer to) {
        Value value = to.layout().value();
        int floats = value.width() * value.channelStride();
        long rowFrom = from.layout().rowBytes();
        long rowTo = to.layout().rowBytes();
        program.samplewise(what, List.of(from), List.of(to), context -> program.kernels().elementwise().scale(
                value.height(), floats, 1, 0, from.inside(context), rowFrom, to.inside(context), rowTo));
    }
}
