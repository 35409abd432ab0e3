package io.fovea.callbacks;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.fovea.training.Resumable;
import io.fovea.training.Training;

/**
 * Ends a training when a figure has not got better for some epochs, and if wanted puts the weights of the best epoch back.
 *
 * <p>Example: {@code new EarlyStopping("val_loss", 3, true)}
 */
public final class EarlyStopping implements Resumable {
    private final Monitor monitor;
    private final int patience;
    private final boolean restoreBestWeights;
    private double best;
    private int waited;
    private boolean ended;
    private List<float[]> bestWeights = List.of();

    /**
     * Watches a figure.
     *
     * @param monitor its name in the history: {@code val_loss}
     * @param patience epochs without an improvement after which to stop, 0 or more
     * @param restoreBestWeights whether the model gets the weights of its best epoch back at the end
     * @throws IllegalArgumentException when patience is negative
     */
    public EarlyStopping(String monitor, int patience, boolean restoreBestWeights) {
        if (patience < 0) {
            throw new IllegalArgumentException("the patience of EarlyStopping is 0 or more, but got " + patience);
        }
        this.monitor = new Monitor(monitor);
        this.patience = patience;
        this.restoreBestWeights = restoreBestWeights;
        best = Monitor.NOTHING;
    }

    @Override
    public void onTrainBegin(Training training) {
        best = Monitor.NOTHING;
        waited = 0;
        ended = false;
        bestWeights = List.of();
    }

    @Override
    public void onEpochEnd(Training training) {
        double value = monitor.value(training.logs());
        if (monitor.better(training, value, best)) {
            best = value;
            waited = 0;
            if (restoreBestWeights) {
                bestWeights = training.weights();
            }
        } else if (++waited >= patience) {
            ended = true;
            training.stop();
        }
    }

    @Override
    public void onTrainEnd(Training training) {
        if (!bestWeights.isEmpty()) {
            training.setWeights(bestWeights);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(best);
        out.writeInt(waited);
        out.writeBoolean(ended);
        out.writeBoolean(!bestWeights.isEmpty());
        for (float[] weight : bestWeights) {
            for (float value : weight) {
                out.writeFloat(value);
            }
        }
    }

    @Override
    public void restore(Training training, DataInput in) throws IOException {
        best = in.readDouble();
        waited = in.readInt();
        ended = in.readBoolean();
        if (in.readBoolean()) {
            bestWeights = new ArrayList<>(training.weights());
            for (float[] weight : bestWeights) {
                for (int i = 0; i < weight.length; i++) {
                    weight[i] = in.readFloat();
                }
            }
        }
        if (ended) {
            training.stop();
        }
    }
}
