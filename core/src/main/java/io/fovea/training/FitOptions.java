package io.fovea.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.data.Dataset;

/**
 * How to train.
 *
 * <p>Example: {@code FitOptions.epochs(10).batch(32).validation(data.test())}
 *
 * @param epochs how often every sample is seen, 1 or more; default 1
 * @param batch samples of a step, 1 or more; default 32
 * @param validation what is evaluated after each epoch; default nothing
 * @param shuffle whether each epoch has an order of its own; default true
 * @param seed of the order and of dropout; default 1
 * @param callbacks what is told how it goes on
 * @param checkpoints where it leaves what it takes to go on after the process was killed; default nowhere
 */
public record FitOptions(
        int epochs, int batch, Optional<Dataset> validation, boolean shuffle, long seed, List<Callback> callbacks,
        Optional<Checkpoints> checkpoints) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when epochs or batch is below 1
     */
    public FitOptions {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs are 1 or more, but got " + epochs);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has 1 sample or more, but got " + batch);
        }
        callbacks = List.copyOf(callbacks);
    }

    /** {@code epochs} epochs, all else at its default. */
    public static FitOptions epochs(int epochs) {
        return new FitOptions(epochs, 32, Optional.empty(), true, 1, List.of(), Optional.empty());
    }

    /** With {@code samples} samples a step. */
    public FitOptions batch(int samples) {
        return new FitOptions(epochs, samples, validation, shuffle, seed, callbacks, checkpoints);
    }

    /** With an evaluation of {@code data} after each epoch. */
    public FitOptions validation(Dataset data) {
        return new FitOptions(epochs, batch, Optional.of(data), shuffle, seed, callbacks, checkpoints);
    }

    /** With or without an order of its own for each epoch. */
    public FitOptions shuffle(boolean use) {
        return new FitOptions(epochs, batch, validation, use, seed, callbacks, checkpoints);
    }

    /** With this seed. */
    public FitOptions seed(long newSeed) {
        return new FitOptions(epochs, batch, validation, shuffle, newSeed, callbacks, checkpoints);
    }

    /** With one more callback. */
    public FitOptions callback(Callback callback) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.add(callback);
        return new FitOptions(epochs, batch, validation, shuffle, seed, all, checkpoints);
    }

    /** With checkpoints. */
    public FitOptions checkpoints(Checkpoints where) {
        return new FitOptions(epochs, batch, validation, shuffle, seed, callbacks, Optional.of(where));
    }
}
