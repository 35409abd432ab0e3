package io.fovea.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.data.Dataset;
import io.fovea.description.Check;
import io.fovea.training.copy.FitOptionsBuilder;

/**
 * The options of a training.
 *
 * <p>Example: {@code FitOptions.epochs(10).batch(32).validation(data.test())}
 *
 * @param epochs passes over the training data, 1 or more
 * @param batch samples per step, 1 or more; default 32
 * @param validation data evaluated after each epoch; default none
 * @param shuffle whether each epoch takes the samples in another random order; default true
 * @param seed of the order and of dropout, any number; default 1
 * @param callbacks told of the training's progress, in this order; default none
 * @param classWeights what a sample of each class counts in the loss, finite numbers; a class that is not named counts 1; default 1
 *     each
 * @param checkpoints where the training saves its state, so that it can be resumed after the process was killed; default none
 */
@RecordBuilder.Include(value = FitOptions.class, packagePattern = "@.copy")
public record FitOptions(
        int epochs, int batch, Optional<Dataset> validation, boolean shuffle, long seed, List<Callback> callbacks,
        Map<Integer, Double> classWeights, Optional<Checkpoints> checkpoints) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when epochs or batch is below 1
     */
    public FitOptions {
        Check.of("FitOptions")
                .atLeast(1, "epochs", epochs)
                .atLeast(1, "batch", batch)
                .present("validation", validation)
                .present("callbacks", callbacks)
                .present("checkpoints", checkpoints);
        callbacks = List.copyOf(callbacks);
        classWeights = ClassWeights.check(classWeights);
    }

    /** {@code epochs} epochs, all else at its default. */
    public static FitOptions epochs(int epochs) {
        return new FitOptions(epochs, 32, Optional.empty(), true, 1, List.of(), Map.of(), Optional.empty());
    }

    private FitOptionsBuilder copy() {
        return FitOptionsBuilder.copyOf(this);
    }

    /** With {@code samples} samples per step, 1 or more; default 32. */
    public FitOptions batch(int samples) {
        return copy().batch(samples).build();
    }

    /** With an evaluation of {@code data} after each epoch; default none. */
    public FitOptions validation(Dataset data) {
        return copy().validation(Optional.of(data)).build();
    }

    /** With or without another random order in each epoch; default with. */
    public FitOptions shuffle(boolean use) {
        return copy().shuffle(use).build();
    }

    /** With this seed of the order and of dropout; default 1. */
    public FitOptions seed(long newSeed) {
        return copy().seed(newSeed).build();
    }

    /** With one more callback, after those there are. */
    public FitOptions callback(Callback callback) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.add(callback);
        return copy().callbacks(all).build();
    }

    /**
     * With weights of classes: a sample counts its own weight times that of its class. For models with one output.
     *
     * <p>Example: {@code FitOptions.epochs(10).classWeights(ClassWeights.balanced(data))}
     *
     * @param weights by class index
     */
    public FitOptions classWeights(Map<Integer, Double> weights) {
        return copy().classWeights(weights).build();
    }

    /** With checkpoints; default none. */
    public FitOptions checkpoints(Checkpoints where) {
        return copy().checkpoints(Optional.of(where)).build();
    }
}
