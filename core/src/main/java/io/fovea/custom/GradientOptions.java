package io.fovea.custom;

/**
 * What is done with gradients before an update and with weights after it.
 *
 * @param clipNorm largest norm of a weight's gradient; 0 for any
 * @param globalClipNorm largest norm of all gradients together; 0 for any
 * @param clipValue largest magnitude of a number of a gradient; 0 for any
 * @param averageMomentum of the moving average of the weights; negative for none
 * @param overwriteEvery steps after which the weights become their average; 0 for never
 * @param accumulate steps whose gradients make one update; 1 for each of its own
 */
public record GradientOptions(
        double clipNorm, double globalClipNorm, double clipValue, double averageMomentum, int overwriteEvery,
        int accumulate) {
    /** None. */
    public static final GradientOptions NONE = new GradientOptions(0, 0, 0, -1, 0, 1);

    /** What must be known before an update: with any option the whole gradient, with a global norm that of every weight. */
    public UpdateScope scope() {
        return equals(NONE) ? UpdateScope.BLOCK : UpdateScope.PARAMETER;
    }

    /** Whether an average of the weights is kept. */
    public boolean averages() {
        return averageMomentum >= 0;
    }

    /** Whether the gradients of several steps make one update. */
    public boolean accumulates() {
        return accumulate > 1;
    }

    /** Whether norms of gradients are needed. */
    public boolean needsNorms() {
        return clipNorm > 0 || globalClipNorm > 0;
    }

    /** Whether step {@code step}, 1 at the first, ends in an update. */
    public boolean updatesAt(long step) {
        return step % accumulate == 0;
    }

    /** The number of the update that step {@code step} belongs to, both 1 at the first. */
    public long updateNumber(long step) {
        return (step - 1) / accumulate + 1;
    }

    /** Whether the weights become their average after step {@code step}. */
    public boolean overwritesAt(long step) {
        return averages() && overwriteEvery > 0 && updateNumber(step) % overwriteEvery == 0;
    }

    /** What a new weight counts in the average: all at the steps of the first update. */
    public float averageGain(long step) {
        return updateNumber(step) == 1 ? 1 : (float) (1 - averageMomentum);
    }
}
