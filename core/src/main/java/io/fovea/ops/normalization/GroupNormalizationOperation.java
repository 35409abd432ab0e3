package io.fovea.ops.normalization;

import static io.fovea.kernels.Subnormals.flush;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.NormalizationKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * Each group of channels of a sample normalized over all of its pixels: {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} (Wu
 * and He, arXiv:1803.08494). One group is a layer normalization over the whole sample.
 *
 * <p>Sums are taken of each channel with the kernels of batch normalization; a group's mean and variance follow from those of its
 * channels (Chan et al., 1979).
 *
 * @param groups how many groups of channels there are; they have one size
 * @param gamma a factor for each channel, or empty: 1
 * @param beta a summand for each channel, or empty: 0
 */
public record GroupNormalizationOperation(
        String name, Value input, Value output, int groups, float epsilon, Optional<Parameter> gamma,
        Optional<Parameter> beta)
        implements Operation {
    /** Vectors of a sample's statistics: mean, factor, scale and shift of each channel. */
    private static final int STATISTICS = 4;

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

    private int stride() {
        return input.channelStride();
    }

    private long vector() {
        return 4L * stride();
    }

    private int groupSize() {
        return input.channels() / groups;
    }

    private int pixels() {
        return input.height() * input.width();
    }

    private float scale(int channel) {
        return gamma.isPresent() ? Memory.get(gamma.get().address() + 4L * channel) : 1;
    }

    private float shift(int channel) {
        return beta.isPresent() ? Memory.get(beta.get().address() + 4L * channel) : 0;
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Buffer known = p.saved(this, STATISTICS * vector());
        Buffer moments = p.buffer(name + " moments", Buffer.Kind.WORKER, 2 * vector());
        NormalizationKernel kernel = p.kernels().normalization();
        p.samplewise(name, List.of(x), List.of(y, known, moments), context -> {
            long from = x.inside(context);
            long to = y.inside(context);
            long statistics = known.at(context);
            kernel.moments(input.height(), input.width(), stride(), from, x.layout().rowBytes(), moments.at(context));
            setStatistics(moments.at(context), statistics);
            kernel.normalize(
                    input.height(), input.width(), stride(), from, x.layout().rowBytes(), statistics + 2 * vector(),
                    statistics + 3 * vector(), to, y.layout().rowBytes());
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        });
    }

    private void setStatistics(long moments, long statistics) {
        Memory.clear(statistics, STATISTICS * vector());
        for (int g = 0; g < groups; g++) {
            int first = g * groupSize();
            double mean = 0;
            for (int c = first; c < first + groupSize(); c++) {
                mean += Memory.get(moments + 4L * c);
            }
            mean /= groupSize();
            double squares = 0;
            for (int c = first; c < first + groupSize(); c++) {
                double off = Memory.get(moments + 4L * c) - mean;
                squares += Memory.get(moments + vector() + 4L * c) + off * off * pixels();
            }
            double variance = squares / ((double) pixels() * groupSize());
            float factor = (float) (1 / Math.sqrt(variance + epsilon));
            for (int c = first; c < first + groupSize(); c++) {
                setChannel(c, flush((float) mean), factor, statistics + 4L * c);
            }
        }
    }

    private void setChannel(int channel, float mean, float factor, long statistics) {
        float scale = flush(scale(channel) * factor);
        Memory.set(statistics, mean);
        Memory.set(statistics + vector(), factor);
        Memory.set(statistics + 2 * vector(), scale);
        Memory.set(statistics + 3 * vector(), flush(shift(channel) - mean * scale));
    }

    @Override
    public void backward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer dy = p.gradientToRead(output);
        Buffer known = p.saved(this, STATISTICS * vector());
        Buffer sums = p.buffer(name + " gradient sums", Buffer.Kind.WORKER, 2 * vector());
        Buffer coefficients = p.buffer(name + " gradient coefficients", Buffer.Kind.WORKER, 3 * vector());
        Optional<Buffer> dGamma = gamma.filter(p::isTrainable).map(p::partialGradient);
        Optional<Buffer> dBeta = beta.filter(p::isTrainable).map(p::partialGradient);
        Optional<Buffer> dx = p.requiresGradient(input) ? Optional.of(p.inputGradient(input)) : Optional.empty();
        List<Buffer> writes = new ArrayList<>(List.of(sums, coefficients));
        dGamma.ifPresent(writes::add);
        dBeta.ifPresent(writes::add);
        dx.ifPresent(writes::add);
        NormalizationKernel kernel = p.kernels().normalization();
        p.samplewise(name + " gradient", List.of(x, dy, known), writes, context -> {
            long total = sums.at(context);
            kernel.gradientSums(
                    input.height(), input.width(), stride(), x.inside(context), x.layout().rowBytes(),
                    dy.inside(context), dy.layout().rowBytes(), known.at(context), false, total, true);
            if (dBeta.isPresent()) {
                addTo(p, dBeta.get(), total, context);
            }
            if (dGamma.isPresent()) {
                addTo(p, dGamma.get(), total + vector(), context);
            }
            if (dx.isPresent()) {
                setCoefficients(known.at(context), total, coefficients.at(context));
                kernel.gradient(
                        input.height(), input.width(), stride(), x.inside(context), x.layout().rowBytes(),
                        dy.inside(context), dy.layout().rowBytes(), known.at(context), false,
                        coefficients.at(context), dx.get().inside(context), dx.get().layout().rowBytes());
            }
        });
    }

    private void addTo(PlanContext p, Buffer gradient, long sums, WorkContext context) {
        p.kernels().elementwise().sumRows(1, stride(), sums, 0, gradient.at(context), !context.first);
    }

    /** dx = factor (gamma dy - mean of (gamma dy) - xhat mean of (gamma dy xhat)), written as {@code dy a + x b + d}. */
    private void setCoefficients(long statistics, long sums, long coefficients) {
        Memory.clear(coefficients, 3 * vector());
        double count = (double) pixels() * groupSize();
        for (int g = 0; g < groups; g++) {
            int first = g * groupSize();
            double common = 0;
            double product = 0;
            for (int c = first; c < first + groupSize(); c++) {
                common += (double) scale(c) * Memory.get(sums + 4L * c);
                product += (double) scale(c) * Memory.get(sums + vector() + 4L * c);
            }
            double mean = Memory.get(statistics + 4L * first);
            double factor = Memory.get(statistics + vector() + 4L * first);
            double b = -factor * factor * product / count;
            for (int c = first; c < first + groupSize(); c++) {
                long at = coefficients + 4L * c;
                Memory.set(at, flush((float) (scale(c) * factor)));
                Memory.set(at + vector(), flush((float) b));
                Memory.set(at + 2 * vector(), flush((float) (-factor * common / count - b * mean)));
            }
        }
    }
}
