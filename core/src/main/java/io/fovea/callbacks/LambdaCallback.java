package io.fovea.callbacks;

import java.util.function.Consumer;

import io.fovea.description.Check;
import io.fovea.training.Callback;
import io.fovea.training.Training;

/**
 * A callback of functions.
 *
 * <p>Example: {@code LambdaCallback.epochEnd(training -> System.out.println(training.logs()))}
 *
 * @param trainBegin before the first batch
 * @param epochBegin before the first batch of an epoch
 * @param batchEnd after each batch
 * @param epochEnd after each epoch and its validation
 * @param trainEnd after the last epoch
 */
public record LambdaCallback(
        Consumer<Training> trainBegin, Consumer<Training> epochBegin, Consumer<Training> batchEnd,
        Consumer<Training> epochEnd, Consumer<Training> trainEnd) implements Callback {
    /** Checks that all are there. */
    public LambdaCallback {
        Check.of("LambdaCallback")
                .present("trainBegin", trainBegin)
                .present("epochBegin", epochBegin)
                .present("batchEnd", batchEnd)
                .present("epochEnd", epochEnd)
                .present("trainEnd", trainEnd);
    }

    private static void nothing(Training training) {}

    /** Called before the first batch. */
    public static LambdaCallback trainBegin(Consumer<Training> function) {
        return new LambdaCallback(function, LambdaCallback::nothing, LambdaCallback::nothing, LambdaCallback::nothing,
                LambdaCallback::nothing);
    }

    /** Called before the first batch of an epoch. */
    public static LambdaCallback epochBegin(Consumer<Training> function) {
        return new LambdaCallback(LambdaCallback::nothing, function, LambdaCallback::nothing, LambdaCallback::nothing,
                LambdaCallback::nothing);
    }

    /** Called after each batch. */
    public static LambdaCallback batchEnd(Consumer<Training> function) {
        return new LambdaCallback(LambdaCallback::nothing, LambdaCallback::nothing, function, LambdaCallback::nothing,
                LambdaCallback::nothing);
    }

    /** Called after each epoch and its validation. */
    public static LambdaCallback epochEnd(Consumer<Training> function) {
        return new LambdaCallback(LambdaCallback::nothing, LambdaCallback::nothing, LambdaCallback::nothing, function,
                LambdaCallback::nothing);
    }

    /** Called after the last epoch, also when the training was stopped. */
    public static LambdaCallback trainEnd(Consumer<Training> function) {
        return new LambdaCallback(LambdaCallback::nothing, LambdaCallback::nothing, LambdaCallback::nothing,
                LambdaCallback::nothing, function);
    }

    @Override
    public void onTrainBegin(Training training) {
        trainBegin.accept(training);
    }

    @Override
    public void onEpochBegin(Training training) {
        epochBegin.accept(training);
    }

    @Override
    public void onBatchEnd(Training training) {
        batchEnd.accept(training);
    }

    @Override
    public void onEpochEnd(Training training) {
        epochEnd.accept(training);
    }

    @Override
    public void onTrainEnd(Training training) {
        trainEnd.accept(training);
    }
}
