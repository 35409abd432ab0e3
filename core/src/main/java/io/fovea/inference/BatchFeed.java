package io.fovea.inference;

import java.util.List;

import io.fovea.data.Samples;
import io.fovea.plan.Feed;

/** Samples of a data set in a given order, one batch at a time. */
public final class BatchFeed implements Feed {
    private final List<Samples> inputs;
    private final List<Samples> targets;
    private final double[] weights;
    private final int[] order;
    private final int epoch;
    private int start;

    /** @param order the index of the sample at each position */
    public BatchFeed(List<Samples> inputs, List<Samples> targets, int[] order) {
        this(inputs, targets, new double[0], order, 1);
    }

    /**
     * The samples of an epoch, which may count differently.
     *
     * @param weights what each sample counts in the losses; empty: 1 each
     * @param order the index of the sample at each position
     * @param epoch 1 in the first
     */
    public BatchFeed(
            List<Samples> inputs, List<Samples> targets, double[] weights, int[] order, int epoch) {
        this.weights = weights;
        this.epoch = epoch;
        this.inputs = inputs;
        this.targets = targets;
        this.order = order;
    }

    /** The samples in their own order. */
    public static int[] inOrder(int samples) {
        int[] order = new int[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Sets where the batch begins in the order. */
    public void start(int position) {
        start = position;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int index(int sample) {
        return order[start + sample];
    }

    @Override
    public void input(int input, int sample, float[] into) {
        inputs.get(input).read(order[start + sample], into, 0);
    }

    @Override
    public void target(int output, int sample, float[] into) {
        targets.get(output).read(order[start + sample], into, 0);
    }

    @Override
    public double weight(int sample) {
        return weights.length == 0 ? 1 : weights[order[start + sample]];
    }
}
