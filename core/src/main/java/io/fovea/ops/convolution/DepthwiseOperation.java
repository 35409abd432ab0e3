package io.fovea.ops.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.DepthwiseKernel.Window;
import io.fovea.ops.Buffer;
import io.fovea.ops.ChannelAffine;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Halo;
import io.fovea.ops.ImageRows;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * A convolution with one filter for each channel, with an optional bias and activation.
 *
 * @param geometry the sizes
 * @param kernel a matrix of one row for each tap and one column for each channel
 * @param bias {@code [channels]}, or empty
 * @param folded a scale and a shift that are folded into the weights, at inference
 */
public record DepthwiseOperation(
        String name, Value input, Value output, Geometry geometry, Parameter kernel, Optional<Parameter> bias,
        Epilogue epilogue, Optional<ChannelAffine> folded)
        implements Operation {
    /** A convolution by itself. */
    public DepthwiseOperation(
            String name, Value input, Value output, Geometry geometry, Parameter kernel, Optional<Parameter> bias) {
        this(name, input, output, geometry, kernel, bias, Epilogue.NONE, Optional.empty());
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(kernel));
        bias.ifPresent(all::add);
        folded.ifPresent(affine -> all.addAll(affine.parameters()));
        return all;
    }

    @Override
    public Halo inputHalo() {
        return geometry.inputHalo();
    }

    @Override
    public Halo gradientHalo() {
        return gathers() ? geometry.gradientHalo() : Halo.NONE;
    }

    @Override
    public Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return epilogue.canBecome(activation)
                ? Optional.of(new DepthwiseOperation(
                        name, input, activated, geometry, kernel, bias, activation, folded))
                : Optional.empty();
    }

    @Override
    public Optional<Operation> withAffine(ChannelAffine affine) {
        return epilogue.present() || folded.isPresent()
                ? Optional.empty()
                : Optional.of(new DepthwiseOperation(
                        name, input, affine.output(), geometry, kernel, bias, affine.epilogue(),
                        Optional.of(affine)));
    }

    /** Whether the input's gradient is a convolution of the output's with the taps in reverse; else it is scattered. */
    private boolean gathers() {
        return geometry.strideY() == 1 && geometry.strideX() == 1;
    }

    private Window window() {
        return new Window(
                geometry.outHeight(), geometry.outWidth(), geometry.kernelHeight(), geometry.kernelWidth(),
                geometry.strideY(), geometry.strideX(), geometry.dilationY(), geometry.dilationX(),
                input.channelStride());
    }

    private int taps() {
        return geometry.kernelHeight() * geometry.kernelWidth();
    }

    private long zeros(PlanContext p) {
        return p.shared(name + " zeros", 4L * input.channelStride());
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Optional<FoldedNormalization> folding =
                folded.map(n -> new FoldedNormalization(name, kernel, bias, n, zeros(p), p));
        folding.ifPresent(f -> f.addTo(p));
        long weights = folding.map(FoldedNormalization::weights).orElse(kernel.address());
        long summand = folding.map(FoldedNormalization::bias)
                .or(() -> bias.map(Parameter::address))
                .orElseGet(() -> zeros(p));
        ImageRows rows = ImageRows.of(output);
        p.samplewise(name, output.height(), List.of(x), List.of(y), (context, part, parts) -> {
            int first = rows.first(part, parts);
            int end = rows.first(part + 1, parts);
            long to = y.inside(context);
            long rowY = y.layout().rowBytes();
            for (int r = first; r < end; r++) {
                p.kernels().depthwise().forward(
                        window(), r, r + 1, corner(x, context), x.layout().rowBytes(), weights, summand, to, rowY);
                epilogue.forward(p.kernels().activation(), 1, rows.floats(), to + r * rowY, 0);
            }
            if (epilogue.clearsPadding()) {
                y.layout().clearPadding(to, first, end);
            }
        });
    }

    /** The address of the pixel that the first tap of the first window reads. */
    private long corner(Buffer x, WorkContext context) {
        return x.inside(context) - geometry.padTop() * x.layout().rowBytes()
                - geometry.padLeft() * x.layout().pixelBytes();
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradient(output);
        EpilogueGradient.add(p, name, output, epilogue, bias, dy);
        if (p.isTrainable(kernel)) {
            addWeightGradient(p, dy);
        }
        if (p.requiresGradient(input)) {
            if (gathers()) {
                gatherInputGradient(p, dy);
            } else {
                scatterInputGradient(p, dy);
            }
        }
    }

    private void addWeightGradient(PlanContext p, Buffer dy) {
        Buffer x = p.value(input);
        Buffer sums = p.partialGradient(kernel);
        p.samplewise(name + " weight gradient", List.of(x, dy), List.of(sums), context -> p.kernels().depthwise()
                .weightGradient(
                        window(), corner(x, context), x.layout().rowBytes(), dy.inside(context),
                        dy.layout().rowBytes(), sums.at(context), context.first));
    }

    private void gatherInputGradient(PlanContext p, Buffer dy) {
        Buffer dx = p.inputGradient(input);
        long zeros = zeros(p);
        long reversed = p.shared(name + " reversed weights", 4L * kernel.layout().floats());
        p.prepack(name + " reversed weights", 0, 1, (task, worker) -> {
            for (int tap = 0; tap < taps(); tap++) {
                for (int panel = 0; panel < kernel.layout().panels(); panel++) {
                    long row = 4L * kernel.layout().panelWidth(panel);
                    long start = kernel.layout().panelOffset(panel);
                    Memory.copy(
                            kernel.address() + start + tap * row, reversed + start + (taps() - 1 - tap) * row, row);
                }
            }
        });
        Window back = new Window(
                input.height(), input.width(), geometry.kernelHeight(), geometry.kernelWidth(), 1, 1,
                geometry.dilationY(), geometry.dilationX(), input.channelStride());
        long up = (geometry.kernelHeight() - 1L) * geometry.dilationY() - geometry.padTop();
        long left = (geometry.kernelWidth() - 1L) * geometry.dilationX() - geometry.padLeft();
        ImageRows rows = ImageRows.of(input);
        p.samplewise(name + " input gradient", List.of(dy), List.of(dx), context -> {
            long from = dy.inside(context) - up * dy.layout().rowBytes() - left * dy.layout().pixelBytes();
            long to = dx.inside(context);
            long rowDx = dx.layout().rowBytes();
            for (int r = 0; r < input.height(); r++) {
                p.kernels().depthwise().forward(
                        back, r, r + 1, from, dy.layout().rowBytes(), reversed, zeros, to, rowDx);
                Epilogue.NONE.forward(p.kernels().activation(), 1, rows.floats(), to + r * rowDx, 0);
            }
        });
    }

    /** Into room that has the zeros around the input too, so that no tap needs to be left out at the edges. */
    private void scatterInputGradient(PlanContext p, Buffer dy) {
        Buffer dx = p.inputGradient(input);
        Buffer room = new Buffer(
                name + " scattered gradient", Buffer.Kind.WORKER, new Layout(input, geometry.inputHalo()));
        ImageRows rows = ImageRows.of(input);
        p.samplewise(name + " input gradient", List.of(dy), List.of(dx, room), context -> {
            Memory.clear(room.at(context), room.bytes());
            p.kernels().depthwise().inputGradient(
                    window(), dy.inside(context), dy.layout().rowBytes(), kernel.address(), corner(room, context),
                    room.layout().rowBytes());
            p.kernels().activation().forward(
                    Epilogue.NONE.function(), rows.count(), rows.floats(), room.inside(context),
                    room.layout().rowBytes(),
                    dx.inside(context), dx.layout().rowBytes());
        });
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }
}
