package io.fovea.ops.arithmetic;

import java.util.ArrayList;
import java.util.List;

import io.fovea.kernels.ArithmeticKernel;
import io.fovea.kernels.ArithmeticKernel.Function;
import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.ImageRows;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.tensor.Value;

/**
 * A function of two values, element by element. An axis of size 1 is repeated to the size of the other value, as NumPy does.
 *
 * <p>The gradient of a maximum or minimum of two equal numbers goes to the first one, as in TensorFlow.
 */
public record ArithmeticOperation(String name, Function function, Value a, Value b, Value output)
        implements Operation {
    /**
     * The operation.
     *
     * @param function the name of a constant of {@link Function}, so that descriptions need not know the kernels
     */
    public static ArithmeticOperation of(String name, String function, Value a, Value b, Value output) {
        return new ArithmeticOperation(name, Function.valueOf(function), a, b, output);
    }

    @Override
    public List<Value> inputs() {
        return List.of(a, b);
    }

    /** Where 0 and 0 don't make 0, what lies between the pixels is no padding any more. */
    private boolean clearsPadding() {
        return function == Function.DIVIDE || output.channels() < output.channelStride()
                && (broadcast(a).overChannels() || broadcast(b).overChannels());
    }

    private Broadcast broadcast(Value operand) {
        return new Broadcast(output, operand);
    }

    @Override
    public List<Value> gradientAliases() {
        List<Value> aliases = new ArrayList<>();
        if (passesGradient(a, true)) {
            aliases.add(a);
        }
        if (passesGradient(b, false)) {
            aliases.add(b);
        }
        return aliases;
    }

    private boolean passesGradient(Value operand, boolean first) {
        return (function == Function.ADD || function == Function.SUBTRACT && first)
                && broadcast(operand).isIdentity();
    }

    private static Buffer scratch(String what, Value value) {
        return new Buffer(what, Buffer.Kind.WORKER, new Layout(value, Halo.NONE));
    }

    @Override
    public void forward(PlanContext p) {
        Operand first = new Operand(p, a);
        Operand second = new Operand(p, b);
        Buffer y = p.value(output);
        List<Buffer> writes = new ArrayList<>(List.of(y));
        first.addScratch(writes);
        second.addScratch(writes);
        ImageRows rows = ImageRows.of(output);
        // Each part would write out the same scratch.
        int most = first.isWrittenOut() || second.isWrittenOut() ? 1 : output.height();
        p.samplewise(name, most, List.of(first.buffer, second.buffer), writes, (context, part, parts) -> {
            first.prepare(context);
            second.prepare(context);
            int begin = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            for (int r = begin; r < end; r++) {
                p.kernels().arithmetic().apply(
                        function, output.width(), output.channelStride(), first.row(context, r), first.pixelBytes(),
                        second.row(context, r), second.pixelBytes(), y.inside(context) + r * y.layout().rowBytes(),
                        y.layout().pixelBytes());
            }
            if (clearsPadding()) {
                y.layout().clearPadding(y.inside(context), begin, end);
            }
        });
    }

    /** An operand at the output's sizes; one number for all channels is written out first. */
    private final class Operand {
        private final PlanContext plan;
        private final Broadcast broadcast;
        private final Buffer buffer;
        private final Buffer expanded;

        Operand(PlanContext plan, Value value) {
            this.plan = plan;
            broadcast = broadcast(value);
            buffer = plan.value(value);
            expanded = broadcast.overChannels() ? scratch(name + " expanded", output) : buffer;
        }

        boolean isWrittenOut() {
            return broadcast.overChannels();
        }

        void addScratch(List<Buffer> buffers) {
            if (broadcast.overChannels()) {
                buffers.add(expanded);
            }
        }

        void prepare(WorkContext context) {
            if (broadcast.overChannels()) {
                broadcast.expand(plan, 1, buffer, expanded, context);
            }
        }

        long row(WorkContext context, int row) {
            return broadcast.overChannels()
                    ? expanded.inside(context) + row * expanded.layout().rowBytes()
                    : broadcast.row(buffer, context, row);
        }

        long pixelBytes() {
            return broadcast.overChannels() ? expanded.layout().pixelBytes() : broadcast.pixelBytes(buffer);
        }
    }

    @Override
    public void backward(PlanContext p) {
        addGradient(p, a, true);
        addGradient(p, b, false);
    }

    private void addGradient(PlanContext p, Value operand, boolean first) {
        if (!p.requiresGradient(operand)) {
            return;
        }
        if (passesGradient(operand, first)) {
            p.aliasGradient(output, operand);
            return;
        }
        Operand left = new Operand(p, a);
        Operand right = new Operand(p, b);
        Buffer y = p.value(output);
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(operand);
        Broadcast broadcast = broadcast(operand);
        Buffer part = broadcast.isIdentity() ? dx : scratch(name + " gradient part", output);
        Buffer partial = p.buffer(name + " partial sums", Buffer.Kind.WORKER, ArithmeticKernel.SCRATCH_BYTES);
        List<Buffer> writes = new ArrayList<>(List.of(dx, partial));
        if (part != dx) {
            writes.add(part);
        }
        left.addScratch(writes);
        right.addScratch(writes);
        p.samplewise(name + " gradient", List.of(left.buffer, right.buffer, y, dy), writes, context -> {
            left.prepare(context);
            right.prepare(context);
            for (int r = 0; r < output.height(); r++) {
                gradientRow(
                        p, first, left.row(context, r), left.pixelBytes(), right.row(context, r), right.pixelBytes(),
                        row(y, context, r), row(dy, context, r), row(part, context, r), y, dy, part);
            }
            if (part == dx) {
                dx.layout().clearPadding(dx.inside(context));
            } else {
                broadcast.reduce(p, part, dx, partial, context);
            }
        });
    }

    private static long row(Buffer buffer, WorkContext context, int row) {
        return buffer.inside(context) + row * buffer.layout().rowBytes();
    }

    /** The gradient by one operand, for a row of pixels. */
    private void gradientRow(
            PlanContext p, boolean first, long u, long pixelU, long v, long pixelV, long y, long dy, long dx,
            Buffer ofY,
            Buffer ofDy, Buffer ofDx) {
        ArithmeticKernel kernel = p.kernels().arithmetic();
        int n = output.width();
        int count = output.channelStride();
        long pixelY = ofY.layout().pixelBytes();
        long pixelDy = ofDy.layout().pixelBytes();
        long pixel = ofDx.layout().pixelBytes();
        switch (function) {
            case ADD -> scale(p, 1, dy, pixelDy, dx, pixel);
            case SUBTRACT -> scale(p, first ? 1 : -1, dy, pixelDy, dx, pixel);
            case MULTIPLY -> kernel.apply(
                    Function.MULTIPLY, n, count, dy, pixelDy, first ? v : u, first ? pixelV : pixelU, dx, pixel);
            case DIVIDE -> {
                kernel.apply(Function.DIVIDE, n, count, dy, pixelDy, v, pixelV, dx, pixel);
                if (!first) {
                    // d (a / b) / db = -(a / b) / b
                    kernel.apply(Function.MULTIPLY, n, count, dx, pixel, y, pixelY, dx, pixel);
                    scale(p, -1, dx, pixel, dx, pixel);
                }
            }
            case MAXIMUM -> kernel.select(first, n, count, u, pixelU, v, pixelV, dy, pixelDy, dx, pixel);
            case MINIMUM -> kernel.select(first, n, count, v, pixelV, u, pixelU, dy, pixelDy, dx, pixel);
        }
    }

    private void scale(PlanContext p, float factor, long x, long pixelX, long y, long pixelY) {
        p.kernels().elementwise().scale(
                output.width(), output.channelStride(), factor, 0, x, pixelX, y, pixelY);
    }
}
