package io.fovea.training;

/**
 * Why a training can't go on: its loss became NaN or infinite.
 *
 * @param loss what it became
 * @param epoch 1 or more
 * @param batch of the epoch, 1 or more
 * @param step of the optimizer, 1 or more
 * @param origin where it began, a sentence: the first layer in the order of the forward pass whose output is not finite, or the weight
 *     that the update before made so, or the sample of the data
 * @param inData whether it began in the data
 * @param kept which weights the model has now, a sentence
 * @param advice what to try
 */
public record NonFiniteLoss(
        double loss, int epoch, int batch, long step, String origin, boolean inData, String kept, String advice) {
    /** All of it in a line. */
    public String message() {
        return "the loss became " + loss + " in epoch " + epoch + ", batch " + batch + " (step " + step + "): " + origin
                + "; " + kept + "; " + advice;
    }
}
