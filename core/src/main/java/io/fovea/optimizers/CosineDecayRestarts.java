package io.fovea.optimizers;

import io.fovea.description.Check;

/**
 * A learning rate that falls along half a cosine again and again (Loshchilov and Hutter, arXiv:1608.03983), as Keras's {@code
 * CosineDecayRestarts}.
 *
 * <p>Example: {@code new SGD(new CosineDecayRestarts(0.1, 1000))}
 *
 * @param initialLearningRate at the first step, greater than 0
 * @param firstDecaySteps steps of the first decay, 1 or more
 * @param tMul length of a decay as a multiple of the one before, 1 or more; default 2
 * @param mMul height of a decay as a multiple of the one before, greater than 0; default 1
 * @param alpha what is left at the end of a decay, as a part of the first rate, 0 or more; default 0
 */
public record CosineDecayRestarts(double initialLearningRate, int firstDecaySteps, double tMul, double mMul,
        double alpha) implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public CosineDecayRestarts {
        Check.of("CosineDecayRestarts")
                .positive("initialLearningRate", initialLearningRate)
                .atLeast(1, "firstDecaySteps", firstDecaySteps)
                .check((float) tMul >= 1 && (float) tMul <= Float.MAX_VALUE, "tMul",
                        "a finite float32 number, 1 or more", tMul)
                .positive("mMul", mMul)
                .notNegative("alpha", alpha);
    }

    /** Each decay twice as long as the one before, to 0. */
    public CosineDecayRestarts(double initialLearningRate, int firstDecaySteps) {
        this(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    @Override
    public double at(long step) {
        double done = (double) step / firstDecaySteps;
        double restart;
        if (tMul == 1) {
            restart = Math.floor(done);
            done -= restart;
        } else {
            // In float32, as Keras: at the steps of a restart the rounding says which side they are on.
            restart =
                    Math.floor((float) StrictMath.log((float) (1 - done * (1 - tMul))) / (float) StrictMath.log(tMul));
            double length = StrictMath.pow(tMul, restart);
            done = (done - (1 - length) / (1 - tMul)) / length;
        }
        double cosine = 0.5 * StrictMath.pow(mMul, restart) * (1 + StrictMath.cos(Math.PI * done));
        return initialLearningRate * ((1 - alpha) * cosine + alpha);
    }
}
