package io.fovea.ops.augmentation;

import java.util.List;
import java.util.Optional;

import io.fovea.kernels.Subnormals;
import io.fovea.ops.Buffer;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.SampleMixing;
import io.fovea.ops.Step;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Value;

/**
 * In training a rectangle of each image is replaced by that of another one of the batch (Yun et al., arXiv:1905.04899).
 *
 * @param key tells this layer's random numbers from another's
 * @param factor from where the parameter of the beta distribution of the weights is drawn, in each step
 */
public record CutMixOperation(String name, Value input, Value output, int key, Interval factor)
        implements Operation, SampleMixing {
    private static final double LEAST = 1e-6;

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> identityInput(boolean training) {
        return training ? Optional.empty() : Optional.of(input);
    }

    @Override
    public Optional<SampleMixing> sampleMixing() {
        return Optional.of(this);
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
    public int partner(Step step, int sample) {
        return ShiftedBatch.partner(step, key, sample);
    }

    @Override
    public double weight(Step step, int sample) {
        double uniform = Randoms.uniform(Randoms.derive(step.random(key), 1), 0);
        double alpha = factor.low() + (factor.high() - factor.low()) * uniform + LEAST;
        return BetaDistribution.draw(step.random(key, sample), alpha);
    }

    private void place(Step step, int sample, Rectangle rectangle) {
        double side = Math.sqrt(1 - weight(step, sample));
        long seed = Randoms.derive(step.random(key, sample), 2);
        double width = side * input.width();
        double height = side * input.height();
        rectangle.set(
                Randoms.uniform(seed, 0) * (input.width() - width),
                Randoms.uniform(seed, 1) * (input.height() - height),
                width, height);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        Rectangle[] rectangles = rectangles(p);
        p.batchwise(name, p.batch(), List.of(x), List.of(y), (sample, worker) -> {
            if (sample < p.step().samples()) {
                y.layout().clearHalo(y.at(sample));
                place(p.step(), sample, rectangles[worker]);
                int partner = partner(p.step(), sample);
                for (int r = 0; r < input.height(); r++) {
                    for (int c = 0; c < input.width(); c++) {
                        copy(pixel(x, rectangles[worker].contains(r, c) ? partner : sample, r, c),
                                pixel(y, sample, r, c));
                    }
                }
            }
        });
    }

    private static Rectangle[] rectangles(PlanContext p) {
        Rectangle[] all = new Rectangle[p.workers()];
        for (int w = 0; w < all.length; w++) {
            all[w] = new Rectangle();
        }
        return all;
    }

    private static long pixel(Buffer buffer, int sample, int row, int column) {
        return buffer.inside(sample) + row * buffer.layout().rowBytes() + column * buffer.layout().pixelBytes();
    }

    private void copy(long from, long to) {
        for (long at = 0; at < 4L * input.channelStride(); at += 4) {
            Memory.set(to + at, Memory.get(from + at));
        }
    }

    /** A pixel is in its own image where there is no rectangle, and in the other one where there is one. */
    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        Rectangle[] own = rectangles(p);
        Rectangle[] others = rectangles(p);
        p.batchwise(name + " gradient", p.batch(), List.of(dy), List.of(dx), (sample, worker) -> {
            if (sample < p.step().samples()) {
                int other = ShiftedBatch.partnerOf(p.step(), key, sample);
                dx.layout().clearHalo(dx.at(sample));
                place(p.step(), sample, own[worker]);
                place(p.step(), other, others[worker]);
                for (int r = 0; r < input.height(); r++) {
                    for (int c = 0; c < input.width(); c++) {
                        add(
                                pixel(dy, sample, r, c), !own[worker].contains(r, c), pixel(dy, other, r, c),
                                others[worker].contains(r, c), pixel(dx, sample, r, c));
                    }
                }
            }
        });
    }

    private void add(long one, boolean takesOne, long two, boolean takesTwo, long to) {
        for (long at = 0; at < 4L * input.channelStride(); at += 4) {
            float sum = (takesOne ? Memory.get(one + at) : 0) + (takesTwo ? Memory.get(two + at) : 0);
            Memory.set(to + at, Subnormals.flush(sum));
        }
    }
}
