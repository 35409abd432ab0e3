package io.fovea.ops.loss;

import java.util.Arrays;

/**
 * What each sample's loss is multiplied by in a step, apart from the loss's own weight. Set before a step, read by its workers.
 */
public final class LossScale {
    /** What the weighted sum over the samples is divided by. */
    public enum Divisor {
        /** The number of samples. */
        SAMPLES,
        /** Nothing. */
        ONE,
        /** The sum of the samples' weights. */
        WEIGHTS
    }

    private final double[] weights;
    private int samples;
    private double divisor;

    /** For steps of up to {@code batch} samples. */
    public LossScale(int batch) {
        weights = new double[batch];
    }

    /** Begins a step. */
    public void begin(int activeSamples) {
        samples = activeSamples;
    }

    /** Sets the weight of a sample. */
    public void weight(int sample, double weight) {
        weights[sample] = weight;
    }

    /**
     * Ends the setting of weights.
     *
     * @param counted positions that count of {@code positions} a sample in all samples, or -1: all of them
     */
    public void end(Divisor kind, long counted, int positions) {
        double sum = 0;
        for (int s = 0; s < samples; s++) {
            sum += weights[s];
        }
        divisor = switch (kind) {
            case SAMPLES -> samples;
            case ONE -> 1;
            case WEIGHTS -> sum;
        };
        if (counted >= 0 && kind != Divisor.ONE) {
            divisor = divisor * counted / ((double) samples * positions);
        }
        if (divisor == 0) {
            // Nothing counts: then neither does the loss.
            Arrays.fill(weights, 0, samples, 0);
            divisor = 1;
        }
    }

    /** The factor of a sample's loss in the gradient. */
    public double gradient(int sample) {
        return weights[sample] / divisor;
    }

    /** The factor of a sample's loss in a mean over the samples. */
    public double value(int sample) {
        return divisor == samples ? weights[sample] : weights[sample] * samples / divisor;
    }
}
