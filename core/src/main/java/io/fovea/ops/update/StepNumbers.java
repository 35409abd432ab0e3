package io.fovea.ops.update;

import io.fovea.custom.ParameterUpdate;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateStep;

/** What updates of one kind depend on in a step; one object for all steps, so that a step allocates nothing. */
public final class StepNumbers implements UpdateStep {
    private final ParameterUpdate update;
    private final float[] factors = new float[UpdateRule.FACTORS];
    private long number;
    private float learningRate;
    private float rate;
    private float decay;

    /** Numbers of the updates {@code update}. */
    public StepNumbers(ParameterUpdate update) {
        this.update = update;
    }

    /**
     * Begins a step.
     *
     * @param trainingRate the training's learning rate
     * @param step 1 at the first
     */
    public void begin(float trainingRate, long step) {
        number = step;
        learningRate = (float) (trainingRate * update.ratio().at(step - 1));
        long updates = update.options().updateNumber(step);
        rate = update.rule().rate(learningRate, updates);
        decay = (float) (update.weightDecay() * learningRate);
        update.rule().prepare(learningRate, updates, factors);
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public float learningRate() {
        return learningRate;
    }

    @Override
    public float rate() {
        return rate;
    }

    @Override
    public float factor(int index) {
        return factors[index];
    }

    @Override
    public float decay() {
        return decay;
    }
}
