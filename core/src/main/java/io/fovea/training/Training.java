package io.fovea.training;

import java.util.List;
import java.util.Map;

import io.fovea.tensor.Tensor;

/** A training under way, as a callback sees it. */
public interface Training {
    /** A copy of every weight of the model, in the order of its layers and of their weights. */
    List<float[]> weights();

    /**
     * A copy of every weight by its name, {@code conv2d/kernel}, in the same order. The sample shape of a tensor is the shape of the
     * weight.
     */
    Map<String, Tensor> namedWeights();

    /**
     * Sets every weight from a copy that {@link #weights()} made.
     *
     * @throws IllegalArgumentException when there are too few or too many numbers; nothing is changed then
     */
    void setWeights(List<float[]> values);

    /** The epoch, 1 or more. */
    int epoch();

    /** How many epochs there are to be. */
    int epochs();

    /** The batch of the epoch, 1 or more; before the first of them 0, or after a resume those that were done before. */
    int batch();

    /** Batches of an epoch. */
    int batches();

    /** Samples of this epoch that are done. */
    int samplesDone();

    /** Samples of an epoch. */
    int samples();

    /** The mean loss over the epoch so far, as {@link #logs} has it; NaN before the first batch. */
    double loss();

    /** Means of loss and metrics over the epoch so far; at an epoch's end with the validation's under {@code val_} names. */
    Map<String, Double> logs();

    /** The epochs that are done. */
    History history();

    /** Bytes outside the heap of weights and optimizer. */
    long weightBytes();

    /** Bytes outside the heap that the training needs, {@link #weightBytes()} included. */
    long memoryBytes();

    /** Ends the training after the batch that is under way. */
    void stop();
}
