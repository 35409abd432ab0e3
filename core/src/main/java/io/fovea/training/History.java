package io.fovea.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What a training came to, epoch by epoch. */
public final class History {
    /**
     * One epoch.
     *
     * @param number 1 for the first
     * @param logs loss and metrics by name, those of the validation with {@code val_} before it
     * @param seconds how long it took, validation included
     */
    public record Epoch(int number, Map<String, Double> logs, double seconds) {}

    private final List<Epoch> epochs = new ArrayList<>();

    /** Adds an epoch. */
    public void add(Epoch epoch) {
        epochs.add(epoch);
    }

    /** The epochs in order. */
    public List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /** The names of the figures: {@code loss}, {@code sparse_categorical_accuracy}, {@code val_loss}, … */
    public List<String> columns() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        epochs.forEach(e -> names.addAll(e.logs().keySet()));
        return List.copyOf(names);
    }

    /**
     * One figure over the epochs; NaN where an epoch lacks it.
     *
     * @throws IllegalArgumentException when no epoch has it
     */
    public double[] get(String name) {
        if (!columns().contains(name)) {
            throw new IllegalArgumentException("the history has no '" + name + "'; it has " + columns());
        }
        return epochs.stream().mapToDouble(e -> e.logs().getOrDefault(name, Double.NaN)).toArray();
    }
}
