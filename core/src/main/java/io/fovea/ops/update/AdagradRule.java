package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Adagrad (Duchi, Hazan and Singer, 2011). */
public record AdagradRule(double initialAccumulator, double epsilon) implements KernelUpdateRule {
    @Override
    public int states() {
        return 1;
    }

    @Override
    public float initialState(int index) {
        return (float) initialAccumulator;
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().adagrad(count, weights, states, gradient, step.rate(), (float) epsilon);
    }
}
