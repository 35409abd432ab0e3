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

/** An image of another size: first rows are mixed, then columns. */
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

    private Buffer mixedRow() {
        Value row = new Value(name, 1, input.width(), input.channels(), input.channelStride());
        return new Buffer(name + " mixed row", Buffer.Kind.WORKER, new Layout(row, Halo.NONE));
    }

    private int floats() {
        return input.width() * input.channelStride();
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Buffer mixed = mixedRow();
        ArithmeticKernel kernel = p.kernels().arithmetic();
        p.samplewise(name, List.of(x), List.of(y, mixed), context -> {
            for (int r = 0; r < rows.size(); r++) {
                for (int tap = 0; tap < rows.count(r); tap++) {
                    kernel.accumulate(
                            1, floats(), rows.weight(r, tap), row(x, context, rows.pixel(r, tap)), 0,
                            mixed.at(context), 0, tap > 0);
                }
                for (int c = 0; c < columns.size(); c++) {
                    long to = row(y, context, r) + c * y.layout().pixelBytes();
                    for (int tap = 0; tap < columns.count(c); tap++) {
                        long from = mixed.at(context) + columns.pixel(c, tap) * mixed.layout().pixelBytes();
                        kernel.accumulate(
                                1, output.channelStride(), columns.weight(c, tap), from, 0, to, 0, tap > 0);
                    }
                }
            }
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        });
    }

    private static long row(Buffer buffer, WorkContext context, int row) {
        return buffer.inside(context) + row * buffer.layout().rowBytes();
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        Buffer mixed = mixedRow();
        ArithmeticKernel kernel = p.kernels().arithmetic();
        p.samplewise(name + " gradient", List.of(dy), List.of(dx, mixed), context -> {
            dx.layout().clearInside(dx.inside(context));
            for (int r = 0; r < rows.size(); r++) {
                Memory.clear(mixed.at(context), mixed.bytes());
                for (int c = 0; c < columns.size(); c++) {
                    long from = row(dy, context, r) + c * dy.layout().pixelBytes();
                    for (int tap = 0; tap < columns.count(c); tap++) {
                        long to = mixed.at(context) + columns.pixel(c, tap) * mixed.layout().pixelBytes();
                        kernel.accumulate(
                                1, output.channelStride(), columns.weight(c, tap), from, 0, to, 0, true);
                    }
                }
                for (int tap = 0; tap < rows.count(r); tap++) {
                    kernel.accumulate(
                            1, floats(), rows.weight(r, tap), mixed.at(context), 0,
                            row(dx, context, rows.pixel(r, tap)), 0, true);
                }
            }
            Epilogue.NONE.forward(p.kernels().activation(), dx, context);
        });
    }
}
