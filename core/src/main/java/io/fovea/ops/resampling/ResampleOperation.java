package io.fovea.ops.resampling;

import java.util.List;

import io.fovea.kernels.ArithmeticKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * An image of another size: first rows are mixed, then columns. The gradient is the same with the transposed interpolations.
 */
public record ResampleOperation(String name, Value input, Value output, Interpolation rows, Interpolation columns)
        implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void forward(PlanContext p) {
        resample(p, name, p.value(input), p.value(output), rows, columns);
    }

    @Override
    public void backward(PlanContext p) {
        resample(
                p, name + " gradient", p.gradientToRead(output), p.inputGradient(input),
                rows.transposed(input.height()), columns.transposed(input.width()));
    }

    private static void resample(
            PlanContext p, String what, Buffer from, Buffer to, Interpolation rows, Interpolation columns) {
        Value source = from.layout().value();
        Buffer mixed = new Buffer(
                what + " mixed row", Buffer.Kind.WORKER,
                new Layout(
                        new Value(what, 1, source.width(), source.channels(), source.channelStride()), Halo.NONE));
        int pixel = source.channelStride();
        int rowFloats = columns.size() * pixel;
        p.samplewise(what, List.of(from), List.of(to, mixed), context -> {
            for (int r = 0; r < rows.size(); r++) {
                long target = row(to, context, r);
                combine(
                        p.kernels().arithmetic(), rows, r, source.width() * pixel, row(from, context, 0),
                        from.layout().rowBytes(), mixed.at(context));
                for (int c = 0; c < columns.size(); c++) {
                    combine(
                            p.kernels().arithmetic(), columns, c, pixel, mixed.at(context), 4L * pixel,
                            target + c * to.layout().pixelBytes());
                }
                Epilogue.NONE.forward(p.kernels().activation(), 1, rowFloats, target, 0);
            }
        });
    }

    private static long row(Buffer buffer, WorkContext context, int row) {
        return buffer.inside(context) + row * buffer.layout().rowBytes();
    }

    /** What the taps of output {@code index} make of {@code count} numbers of each, which are {@code step} bytes apart. */
    private static void combine(
            ArithmeticKernel kernel, Interpolation taps, int index, int count, long from, long step, long to) {
        switch (taps.count(index)) {
            case 0 -> Memory.clear(to, 4L * count);
            case 1 -> kernel.accumulate(
                    1, count, taps.weight(index, 0), from + taps.pixel(index, 0) * step, 0, to, 0, false);
            default -> {
                kernel.blend(
                        count, from + taps.pixel(index, 0) * step, taps.weight(index, 0),
                        from + taps.pixel(index, 1) * step, taps.weight(index, 1), to);
                for (int tap = 2; tap < taps.count(index); tap++) {
                    kernel.accumulate(
                            1, count, taps.weight(index, tap), from + taps.pixel(index, tap) * step, 0, to, 0, true);
                }
            }
        }
    }
}
