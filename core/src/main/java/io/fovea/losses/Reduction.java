package io.fovea.losses;

/** How the losses of a batch become one number. Keras's {@code none} is no loss that can be minimized, so it is not here. */
public enum Reduction {
    /** Weighted sum divided by the number of losses: the default. */
    SUM_OVER_BATCH_SIZE,
    /** The same by its other name. */
    MEAN,
    /** Weighted sum. A training's steps grow with the batch size. */
    SUM,
    /** Weighted sum divided by the sum of the weights. */
    MEAN_WITH_SAMPLE_WEIGHT
}
