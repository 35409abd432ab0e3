package io.fovea.ops;

import static io.fovea.kernels.Subnormals.flush;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.NormalizationKernel;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/**
 * Batch normalization of each channel (Ioffe and Szegedy, arXiv:1502.03167). Training uses the mean and the variance of the
 * batch, which need every sample: so the pass has two sample-wise parts with a small batch-wise one between them.
 *
 * @param gamma the scale, or empty: 1
 * @param beta the shift, or empty: 0
 * @param movingMean mean of the means, for inference
 * @param movingVariance mean of the variances, for inference
 * @param momentum how much of the moving statistics stays at each step
 * @param epsilon added to the variance
 */
public record BatchNormalizationOperation(
        String name, Value input, Value output, Optional<Parameter> gamma, Optional<Parameter> beta,
        Parameter movingMean, Parameter movingVariance, float momentum, float epsilon, Epilogue epilogue)
        implements Operation, ChannelAffine {
    /** What the name of the memory ends in that holds doubles, not floats. */
    static final String MOMENTS_TREE = " moments tree (doubles)";

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(gamma, beta, Optional.of(movingMean), Optional.of(movingVariance))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return epilogue.canBecome(activation)
                ? Optional.of(new BatchNormalizationOperation(
                        name, input, activated, gamma, beta, movingMean, movingVariance, momentum, epsilon, activation))
                : Optional.empty();
    }

    @Override
    public Optional<ChannelAffine> asAffine() {
        return Optional.of(this);
    }

    private int channels() {
        return input.channelStride();
    }

    private long vector() {
        return 4L * channels();
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        // [mean][1 / deviation][scale][shift] of each channel
        long statistics = p.shared(name + " statistics", VECTORS * vector());
        if (usesBatch(p)) {
            Buffer moments = p.buffer(name + " moments", Buffer.Kind.SAMPLE, 2 * vector());
            long merged = p.shared(name + " merged moments", 2 * vector());
            Buffer nodes = p.buffer(name + MOMENTS_TREE, Buffer.Kind.CHUNK, 4 * vector());
            p.samplewise(name + " moments", List.of(x), List.of(moments),
                    context -> p.kernels().normalization().moments(
                            input.height(), input.width(), channels(), x.inside(context), x.layout().rowBytes(),
                            moments.at(context)));
            p.batchwise(name + " statistics", 1, List.of(moments), List.of(nodes), (task, worker) -> {
                int samples = p.step().samples();
                p.kernels().normalization().mergeMoments(
                        samples, p.tree().chunkSize(samples), input.height() * input.width(), channels(),
                        moments.at(0), moments.stride(), nodes.at(0), nodes.stride(), merged);
                useBatchStatistics(merged, elements(p), statistics);
            });
        } else {
            p.batchwise(name + " statistics", 1, List.of(), List.of(),
                    (task, worker) -> movingStatistics(statistics));
        }
        addNormalization(p, name, x, y, statistics);
    }

    /** A frozen one uses its moving statistics in training as well, and does not change them, as in Keras. */
    private boolean usesBatch(PlanContext p) {
        return p.training() && !movingMean.frozen();
    }

    private void addNormalization(PlanContext p, String what, Buffer x, Buffer y, long statistics) {
        ImageRows rows = ImageRows.of(output);
        p.samplewise(what, List.of(x), List.of(y), context -> normalize(p, x, y, statistics, rows, context));
    }

    /**
     * The gradient reads the input anyway, so the output of a large image need not be kept: it stays in the cache on the way to
     * what reads it, forward and back.
     */
    @Override
    public boolean rematerializes() {
        return !changesGradient() && Operation.isLarge(output);
    }

    @Override
    public void rematerialize(PlanContext p, Buffer again) {
        long statistics = p.shared(name + " statistics", VECTORS * vector());
        addNormalization(p, name + " again", p.value(input), again, statistics);
    }

    /** The kernel knows ReLU; another activation is a pass of its own over the sample, which is in the cache. */
    private void normalize(PlanContext p, Buffer x, Buffer y, long statistics, ImageRows rows, WorkContext context) {
        NormalizationKernel kernel = p.kernels().normalization();
        long from = x.inside(context);
        long rowX = x.layout().rowBytes();
        long to = y.inside(context);
        long rowY = y.layout().rowBytes();
        long scale = statistics + 2 * vector();
        long shift = statistics + 3 * vector();
        if (relu()) {
            kernel.normalizeRelu(input.height(), input.width(), channels(), from, rowX, scale, shift, to, rowY);
        } else {
            kernel.normalize(input.height(), input.width(), channels(), from, rowX, scale, shift, to, rowY);
            if (epilogue.present()) {
                epilogue.forward(p.kernels().activation(), rows.count(), rows.floats(), to, rowY);
            }
        }
        if (epilogue.clearsPadding()) {
            y.layout().clearPadding(to);
        }
    }

    private boolean relu() {
        return epilogue.curve() == ElementwiseActivation.RELU;
    }

    private boolean changesGradient() {
        return epilogue.present() && !relu();
    }

    private int elements(PlanContext p) {
        return p.step().samples() * input.height() * input.width();
    }

    private void useBatchStatistics(long moments, int elements, long statistics) {
        for (int c = 0; c < input.channels(); c++) {
            float mean = Memory.get(moments + 4L * c);
            float variance = Memory.get(moments + vector() + 4L * c) / elements;
            setChannel(c, mean, variance, statistics);
            average(movingMean, c, mean);
            average(movingVariance, c, variance);
        }
    }

    private void average(Parameter moving, int channel, float value) {
        long at = moving.address() + 4L * channel;
        Memory.set(at, flush(Memory.get(at) * momentum + value * (1 - momentum)));
    }

    @Override
    public void movingStatistics(long statistics) {
        for (int c = 0; c < input.channels(); c++) {
            long at = 4L * c;
            setChannel(c, Memory.get(movingMean.address() + at), Memory.get(movingVariance.address() + at), statistics);
        }
    }

    private void setChannel(int c, float mean, float variance, long statistics) {
        float inverse = (float) (1 / Math.sqrt(variance + (double) epsilon));
        float scale = flush(scale(c) * inverse);
        float shift = beta.isPresent() ? Memory.get(beta.get().address() + 4L * c) : 0;
        Memory.set(statistics + 4L * c, mean);
        Memory.set(statistics + vector() + 4L * c, inverse);
        Memory.set(statistics + 2 * vector() + 4L * c, scale);
        Memory.set(statistics + 3 * vector() + 4L * c, flush(shift - mean * scale));
    }

    private float scale(int channel) {
        return gamma.isPresent() ? Memory.get(gamma.get().address() + 4L * channel) : 1;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void backward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer dy = changesGradient() ? p.gradient(output) : p.gradientToRead(output);
        Buffer sums = p.buffer(name + " gradient sums", Buffer.Kind.CHUNK, 2 * vector());
        long statistics = p.shared(name + " statistics", VECTORS * vector());
        long total = p.shared(name + " total gradient sums", 2 * vector());
        long coefficients = p.shared(name + " gradient coefficients", 3 * vector());
        addSums(p, x, dy, sums, statistics);
        Optional<PlanContext.GradientSink> gammaSink = gamma.filter(p::isTrainable).map(p::gradientSink);
        Optional<PlanContext.GradientSink> betaSink = beta.filter(p::isTrainable).map(p::gradientSink);
        p.batchwise(name + " gradient coefficients", 1, List.of(sums), List.of(), (task, worker) -> {
            p.kernels().elementwise().sumBlocks(
                    p.tree().chunks(p.step().samples()), 2 * channels(), sums.at(0), sums.stride(), total);
            setCoefficients(usesBatch(p), elements(p), total, statistics, coefficients);
            if (betaSink.isPresent()) {
                betaSink.get().accept(0, total, channels());
            }
            if (gammaSink.isPresent()) {
                gammaSink.get().accept(0, total + vector(), channels());
            }
        });
        if (p.requiresGradient(input)) {
            Buffer dx = p.inputGradient(input);
            p.samplewise(name + " gradient", List.of(x, dy), List.of(dx),
                    context -> p.kernels().normalization().gradient(
                            input.height(), input.width(), channels(), x.inside(context), x.layout().rowBytes(),
                            dy.inside(context), dy.layout().rowBytes(), statistics, relu(), coefficients,
                            dx.inside(context), dx.layout().rowBytes()));
        }
    }

    /**
     * Adds the sums over dy. The derivative of a ReLU is recomputed from x in both passes: that is less to read than y,
     * and dy need not be written. Others are multiplied into dy, row by row.
     */
    private void addSums(PlanContext p, Buffer x, Buffer dy, Buffer sums, long statistics) {
        String what = name + " gradient sums";
        NormalizationKernel kernel = p.kernels().normalization();
        long rowX = x.layout().rowBytes();
        long rowDy = dy.layout().rowBytes();
        if (!changesGradient()) {
            p.samplewise(what, List.of(x, dy), List.of(sums), context -> kernel.gradientSums(
                    input.height(), input.width(), channels(), x.inside(context), rowX, dy.inside(context), rowDy,
                    statistics, relu(), sums.at(context), context.first));
            return;
        }
        Buffer y = p.value(output);
        long rowY = y.layout().rowBytes();
        ImageRows all = ImageRows.of(output);
        p.samplewise(what, List.of(x, dy, y), List.of(dy, sums), context -> {
            for (int r = 0; r < input.height(); r++) {
                long d = dy.inside(context) + r * rowDy;
                epilogue.gradient(
                        p.kernels().activation(), 1, all.floats(), y.inside(context) + r * rowY, rowY, d, rowDy);
                kernel.gradientSums(
                        1, input.width(), channels(), x.inside(context) + r * rowX, rowX, d, rowDy, statistics, false,
                        sums.at(context), context.first && r == 0);
            }
        });
    }

    /** With the batch's statistics dx = scale (dy - mean of dy - xhat mean of (dy xhat)) as {@code dy a + x b + d}, with xhat = (x - mean) / deviation. */
    private void setCoefficients(boolean ofBatch, int elements, long total, long statistics, long coefficients) {
        for (int c = 0; c < input.channels(); c++) {
            long at = 4L * c;
            float mean = Memory.get(statistics + at);
            float inverse = Memory.get(statistics + vector() + at);
            float a = flush(scale(c) * inverse);
            float b = ofBatch ? flush(-a * inverse * Memory.get(total + vector() + at) / elements) : 0;
            Memory.set(coefficients + at, a);
            Memory.set(coefficients + vector() + at, b);
            Memory.set(coefficients + 2 * vector() + at, ofBatch
                    ? flush(-a * Memory.get(total + at) / elements - b * mean)
                    : 0);
        }
    }
}
