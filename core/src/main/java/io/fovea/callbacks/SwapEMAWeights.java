package io.fovea.callbacks;

import io.fovea.training.Callback;
import io.fovea.training.Training;

/**
 * Swaps the weights with their moving averages while the model is evaluated, as Keras's {@code SwapEMAWeights}; the optimizer
 * must keep them ({@code UpdateOptions.ema}). Callbacks behind it see the averages at an epoch's end, if they are wanted there: a
 * {@link ModelCheckpoint} then keeps those.
 *
 * <p>Example: {@code FitOptions.epochs(5).validation(test).callback(new SwapEMAWeights())}
 */
public final class SwapEMAWeights implements Callback {
    private boolean swapped;

    /** Swaps before each validation and back at the epoch's end. */
    public SwapEMAWeights() {}

    @Override
    public void onTrainBegin(Training training) {
        swapped = false;
    }

    @Override
    public void onValidationBegin(Training training) {
        swap(training);
        swapped = true;
    }

    @Override
    public void onEpochEnd(Training training) {
        if (swapped) {
            swap(training);
            swapped = false;
        }
    }

    private static void swap(Training training) {
        if (!training.swapAverages()) {
            throw new IllegalStateException(
                    "SwapEMAWeights needs an optimizer that keeps moving averages of the weights, as "
                            + "new Adam().options(UpdateOptions.of().ema(0.99))");
        }
    }
}
