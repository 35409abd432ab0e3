package io.fovea.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The learning rate of the next step; of several optimizers that of the first. */
    double learningRate();

    /**
     * Sets the learning rate from the next step on, until this is called again. The rates of further optimizers for groups of
     * weights change by the same factor.
     *
     * @throws IllegalArgumentException when {@code rate} is not greater than 0 or not finite in float32
     * @throws IllegalStateException when the rate follows a schedule
     */
    void learningRate(double rate);

    /**
     * Swaps each weight with its moving average, if the optimizer keeps one.
     *
     * @return whether it does
     */
    boolean swapAverages();

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

    /** Where and why the loss became NaN or infinite; empty while it is finite. */
    Optional<NonFiniteLoss> nonFiniteLoss();

    /**
     * Whether a figure of {@link #logs} gets better by growing, as the metric says that makes it; a loss does not.
     *
     * @param figure its name, as {@code val_loss}
     */
    boolean moreIsBetter(String figure);

    /** The epochs that are done. */
    History history();

    /** Bytes outside the heap of weights and optimizer. */
    long weightBytes();

    /** Bytes outside the heap that the training needs, {@link #weightBytes()} included. */
    long memoryBytes();

    /** Ends the training after the batch that is under way. */
    void stop();
}
