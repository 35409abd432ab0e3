package io.fovea.data;

import java.util.Arrays;
import java.util.List;

/**
 * Samples with what they should be taken for: one or more inputs, one or more targets, all of equal number.
 *
 * <p>Example: {@code Dataset.of(images, labels, List.of("cat", "dog"))}
 */
public final class Dataset {
    private final List<Samples> inputs;
    private final List<Samples> targets;
    private final List<String> classNames;
    private final float[] sampleWeights;

    /**
     * A data set of several inputs or targets.
     *
     * @param classNames what the class indices mean; empty: unknown
     * @throws IllegalArgumentException when the numbers of samples differ
     */
    public Dataset(List<Samples> inputs, List<Samples> targets, List<String> classNames) {
        this(inputs, targets, classNames, new float[0]);
    }

    private Dataset(List<Samples> inputs, List<Samples> targets, List<String> classNames, float[] sampleWeights) {
        this.sampleWeights = sampleWeights;
        this.inputs = List.copyOf(inputs);
        this.targets = List.copyOf(targets);
        this.classNames = List.copyOf(classNames);
        if (inputs.isEmpty() || targets.isEmpty()) {
            throw new IllegalArgumentException("a data set needs at least one input and one target");
        }
        for (Samples part : this.inputs) {
            checkSize(part);
        }
        for (Samples part : this.targets) {
            checkSize(part);
        }
    }

    private void checkSize(Samples part) {
        if (part.size() != size()) {
            throw new IllegalArgumentException(
                    "every part of a data set has equally many samples, but got " + size() + " and " + part.size());
        }
    }

    /** Images and labels with the names of their classes. */
    public static Dataset of(Samples images, Samples labels, List<String> classNames) {
        return new Dataset(List.of(images), List.of(labels), classNames);
    }

    /** Images and labels. */
    public static Dataset of(Samples images, Samples labels) {
        return of(images, labels, List.of());
    }

    /**
     * The same data with a weight for each sample, by which it counts in losses and in weighted metrics.
     *
     * @param weights one for each sample, finite numbers; 0: it does not count
     * @throws IllegalArgumentException when there are too few or too many, or one is not finite
     */
    public Dataset sampleWeights(float[] weights) {
        if (weights.length != size()) {
            throw new IllegalArgumentException(
                    "the data set has " + size() + " samples, but got " + weights.length + " weights");
        }
        for (int i = 0; i < weights.length; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new IllegalArgumentException(
                        "the weight of a sample is a finite number, but that of sample " + i + " is " + weights[i]);
            }
        }
        return new Dataset(inputs, targets, classNames, weights.clone());
    }

    /** A copy of the weights of the samples; empty: each counts 1. */
    public float[] sampleWeights() {
        return sampleWeights.clone();
    }

    /** How many samples there are. */
    public int size() {
        return inputs.getFirst().size();
    }

    /** The inputs, in the model's order. */
    public List<Samples> inputs() {
        return inputs;
    }

    /** The targets, in the order of the model's outputs. */
    public List<Samples> targets() {
        return targets;
    }

    /** What the class indices mean; empty: unknown. */
    public List<String> classNames() {
        return classNames;
    }

    /** The first input. */
    public Samples images() {
        return inputs.getFirst();
    }

    /** The first target. */
    public Samples labels() {
        return targets.getFirst();
    }

    /**
     * Samples {@code from} … {@code to} - 1.
     *
     * @throws IndexOutOfBoundsException when they are not all there
     */
    public Dataset subset(int from, int to) {
        return new Dataset(
                inputs.stream().map(s -> Range.of(s, from, to)).toList(),
                targets.stream().map(s -> Range.of(s, from, to)).toList(),
                classNames,
                sampleWeights.length == 0 ? sampleWeights : Arrays.copyOfRange(sampleWeights, from, to));
    }

    /** The first {@code count} samples, or all if there are fewer. */
    public Dataset take(int count) {
        return subset(0, Math.min(count, size()));
    }

    /**
     * The data set in two: the last {@code fraction} of the samples for validation, as Keras's {@code validation_split}, the
     * others for training.
     *
     * @param fraction in (0, 1)
     * @throws IllegalArgumentException when it is not, or one part would be empty
     */
    public TrainTest split(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("a validation fraction is in (0, 1), but got " + fraction);
        }
        int train = (int) Math.floor(size() * (1 - fraction));
        if (train == 0 || train == size()) {
            throw new IllegalArgumentException(
                    "a validation fraction of " + fraction + " of " + size() + " samples leaves one part empty");
        }
        return new TrainTest(subset(0, train), subset(train, size()), "", "");
    }
}
