package io.fovea.ops.normalization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.LayerNormalizationKernel;
import io.fovea.kernels.LayerNormalizationKernel.Kind;
import io.fovea.ops.Buffer;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * The channels of each pixel normalized by themselves, times {@code gamma}, plus {@code beta}.
 *
 * @param gamma a factor for each channel, or empty: 1
 * @param beta a summand for each channel, or empty: 0
 */
public record PixelNormalizationOperation(
        String name, Value input, Value output, Kind kind, float epsilon, Optional<Parameter> gamma,
        Optional<Parameter> beta)
        implements Operation {
    /**
     * The operation.
     *
     * @param kind the name of a constant of {@link Kind}, so that descriptions need not know the kernels
     */
    public static PixelNormalizationOperation of(
            String name, Value input, Value output, String kind, double epsilon, Optional<Parameter> gamma,
            Optional<Parameter> beta) {
        return new PixelNormalizationOperation(
                name, input, output, Kind.valueOf(kind), (float) epsilon, gamma, beta);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        gamma.ifPresent(all::add);
        beta.ifPresent(all::add);
        return all;
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    private long rowStatistics() {
        return input.width() * LayerNormalizationKernel.STATISTICS_BYTES;
    }

    private Buffer statistics(PlanContext p) {
        return p.saved(this, input.height() * rowStatistics());
    }

    private Buffer scratch(PlanContext p) {
        return p.buffer(name + " scratch", Buffer.Kind.WORKER, LayerNormalizationKernel.SCRATCH_BYTES);
    }

    /** The address of a factor for each channel; without gamma {@link #forward} writes ones there. */
    private long scale(PlanContext p) {
        return gamma.map(Parameter::address).orElseGet(() -> p.shared(name + " ones", 4L * input.channelStride()));
    }

    private long shift(PlanContext p) {
        return beta.map(Parameter::address).orElseGet(() -> p.shared(name + " zeros", 4L * input.channelStride()));
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Buffer known = statistics(p);
        Buffer scratch = scratch(p);
        long scale = scale(p);
        long shift = shift(p);
        if (gamma.isEmpty()) {
            p.prepack(name + " ones", 0, 1, (task, worker) -> {
                for (int c = 0; c < input.channels(); c++) {
                    Memory.set(scale + 4L * c, 1);
                }
            });
        }
        p.samplewise(name, List.of(x), List.of(y, known, scratch), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().layerNormalization().forward(
                        kind, epsilon, input.width(), input.channels(), x.inside(context) + r * x.layout().rowBytes(),
                        x.layout().pixelBytes(), scale, shift, y.inside(context) + r * y.layout().rowBytes(),
                        y.layout().pixelBytes(), known.at(context) + r * rowStatistics(), scratch.at(context));
            }
            y.layout().clearPadding(y.inside(context));
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer dy = p.gradientToRead(output);
        addWeightGradient(p, x, dy);
        if (!p.requiresGradient(input)) {
            return;
        }
        Buffer dx = p.inputGradient(input);
        Buffer known = statistics(p);
        Buffer scratch = scratch(p);
        long scale = scale(p);
        p.samplewise(name + " gradient", List.of(x, dy, known), List.of(dx, scratch), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().layerNormalization().gradient(
                        input.width(), input.channels(), x.inside(context) + r * x.layout().rowBytes(),
                        x.layout().pixelBytes(), dy.inside(context) + r * dy.layout().rowBytes(),
                        dy.layout().pixelBytes(), scale, known.at(context) + r * rowStatistics(),
                        dx.inside(context) + r * dx.layout().rowBytes(), dx.layout().pixelBytes(),
                        scratch.at(context));
            }
            dx.layout().clearPadding(dx.inside(context));
        });
    }

    /** Both sums are taken in one pass; one that nothing is trained by goes to scratch. */
    private void addWeightGradient(PlanContext p, Buffer x, Buffer dy) {
        boolean scales = gamma.filter(p::isTrainable).isPresent();
        boolean shifts = beta.filter(p::isTrainable).isPresent();
        if (!scales && !shifts) {
            return;
        }
        Buffer known = statistics(p);
        Buffer dScale = scales ? p.partialGradient(gamma.orElseThrow()) : unused(p);
        Buffer dShift = shifts ? p.partialGradient(beta.orElseThrow()) : unused(p);
        p.samplewise(name + " weight gradient", List.of(x, dy, known), List.of(dScale, dShift), context -> {
            for (int r = 0; r < input.height(); r++) {
                p.kernels().layerNormalization().weightGradient(
                        input.width(), input.channels(), x.inside(context) + r * x.layout().rowBytes(),
                        x.layout().pixelBytes(), dy.inside(context) + r * dy.layout().rowBytes(),
                        dy.layout().pixelBytes(), known.at(context) + r * rowStatistics(), dScale.at(context),
                        dShift.at(context), context.first && r == 0);
            }
        });
    }

    private Buffer unused(PlanContext p) {
        return p.buffer(name + " unused sums", Buffer.Kind.CHUNK, 4L * input.channelStride());
    }
}
