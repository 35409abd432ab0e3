package io.fovea.training;

/** Something that is told how a training goes on, and may end it. All methods do nothing unless overridden. */
public interface Callback {
    /** Before the first batch. */
    default void onTrainBegin(Training training) {}

    /** Before the first batch of an epoch. */
    default void onEpochBegin(Training training) {}

    /** After each batch. */
    default void onBatchEnd(Training training) {}

    /** Before the validation data are evaluated. */
    default void onValidationBegin(Training training) {}

    /** After each epoch and its validation; {@link Training#history()} holds the epoch. */
    default void onEpochEnd(Training training) {}

    /** After the last epoch, also when the training was stopped. */
    default void onTrainEnd(Training training) {}
}
