package io.fovea.callbacks;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import io.fovea.description.Check;
import io.fovea.training.Resumable;
import io.fovea.training.Training;

/**
 * Multiplies the learning rate when a figure has not got better for some epochs, as Keras's {@code ReduceLROnPlateau}.
 *
 * <p>Example: {@code new ReduceLROnPlateau("val_loss").factor(0.5).patience(3)}
 */
public final class ReduceLROnPlateau implements Resumable {
    private final Monitor monitor;
    private final Settings settings;
    private double best;
    private int waited;
    private int cooling;

    private record Settings(double factor, int patience, double minDelta, int cooldown, double minimum) {}

    /** With Keras's defaults: factor 0.1, patience 10, least change 0.0001, no cooldown, least rate 0. */
    public ReduceLROnPlateau(String monitor) {
        this(new Monitor(monitor), new Settings(0.1, 10, 1e-4, 0, 0));
    }

    private ReduceLROnPlateau(Monitor monitor, Settings settings) {
        this.monitor = monitor;
        this.settings = settings;
        best = Monitor.NOTHING;
    }

    private static Check check() {
        return Check.of("ReduceLROnPlateau");
    }

    /**
     * What the rate is multiplied by, in (0, 1); default 0.1.
     *
     * @throws IllegalArgumentException when it is not in (0, 1)
     */
    public ReduceLROnPlateau factor(double factor) {
        check().positive("factor", factor).fraction("factor", factor);
        return new ReduceLROnPlateau(monitor, new Settings(
                factor, settings.patience, settings.minDelta, settings.cooldown, settings.minimum));
    }

    /**
     * Epochs without an improvement after which the rate falls, 0 or more; default 10.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public ReduceLROnPlateau patience(int epochs) {
        check().atLeast(0, "patience", epochs);
        return new ReduceLROnPlateau(monitor, new Settings(
                settings.factor, epochs, settings.minDelta, settings.cooldown, settings.minimum));
    }

    /**
     * The least change that is an improvement, 0 or more; default 0.0001.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public ReduceLROnPlateau minDelta(double least) {
        check().notNegative("minDelta", least);
        return new ReduceLROnPlateau(monitor, new Settings(
                settings.factor, settings.patience, least, settings.cooldown, settings.minimum));
    }

    /**
     * Epochs after a fall in which none is counted, 0 or more; default 0.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public ReduceLROnPlateau cooldown(int epochs) {
        check().atLeast(0, "cooldown", epochs);
        return new ReduceLROnPlateau(monitor, new Settings(
                settings.factor, settings.patience, settings.minDelta, epochs, settings.minimum));
    }

    /**
     * The rate below which it does not fall, 0 or more; default 0. Keras's {@code min_lr}.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public ReduceLROnPlateau minimum(double rate) {
        check().notNegative("minimum", rate);
        return new ReduceLROnPlateau(monitor, new Settings(
                settings.factor, settings.patience, settings.minDelta, settings.cooldown, rate));
    }

    @Override
    public void onTrainBegin(Training training) {
        best = Monitor.NOTHING;
        waited = 0;
        cooling = 0;
    }

    @Override
    public void onEpochEnd(Training training) {
        double value = monitor.value(training.logs());
        if (cooling > 0) {
            cooling--;
            waited = 0;
        }
        if (better(training, value)) {
            best = value;
            waited = 0;
        } else if (cooling == 0 && ++waited >= settings.patience) {
            reduce(training);
        }
    }

    private boolean better(Training training, double value) {
        return monitor.better(training, value, best)
                && (Double.isNaN(best) || Math.abs(value - best) > settings.minDelta);
    }

    private void reduce(Training training) {
        double rate = training.learningRate();
        if (rate > settings.minimum) {
            training.learningRate(Math.max(rate * settings.factor, settings.minimum));
            cooling = settings.cooldown;
            waited = 0;
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(best);
        out.writeInt(waited);
        out.writeInt(cooling);
    }

    @Override
    public void restore(Training training, DataInput in) throws IOException {
        best = in.readDouble();
        waited = in.readInt();
        cooling = in.readInt();
    }
}
