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
import io.fovea.tensor.Value;

/**
 * In training the weighted mean of each sample and another one of the batch (Zhang et al., arXiv:1710.09412).
 *
 * @param key tells this layer's random numbers from another's
 * @param alpha of the beta distribution of the weights, greater than 0
 */
public record MixUpOperation(String name, Value input, Value output, int key, double alpha)
        implements Operation, SampleMixing {
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
        return BetaDistribution.draw(step.random(key, sample), alpha);
    }

    @Override
    public void forward(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        p.batchwise(name, p.batch(), List.of(x), List.of(y), (sample, worker) -> {
            if (sample < p.step().samples()) {
                float weight = (float) weight(p.step(), sample);
                mix(x, sample, weight, partner(p.step(), sample), 1 - weight, y);
            }
        });
    }

    /** A sample is in its own mixture and in the one of the sample whose partner it is. */
    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        Buffer dx = p.inputGradient(input);
        p.batchwise(name + " gradient", p.batch(), List.of(dy), List.of(dx), (sample, worker) -> {
            if (sample < p.step().samples()) {
                int other = ShiftedBatch.partnerOf(p.step(), key, sample);
                float weight = (float) weight(p.step(), sample);
                mix(dy, sample, weight, other, 1 - (float) weight(p.step(), other), dx);
            }
        });
    }

    private void mix(Buffer from, int sample, float weight, int other, float otherWeight, Buffer to) {
        to.layout().clearHalo(to.at(sample));
        for (int r = 0; r < input.height(); r++) {
            long one = from.inside(sample) + r * from.layout().rowBytes();
            long two = from.inside(other) + r * from.layout().rowBytes();
            long result = to.inside(sample) + r * to.layout().rowBytes();
            for (long at = 0; at < 4L * input.width() * input.channelStride(); at += 4) {
                float value = weight * Memory.get(one + at) + otherWeight * Memory.get(two + at);
                Memory.set(result + at, Subnormals.flush(value));
            }
        }
    }
}
