package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** RMSprop (Hinton, 2012). States: the mean square, with momentum the step, centered the mean. */
public record RmspropRule(double rho, double momentum, double epsilon, boolean centered) implements KernelUpdateRule {
    @Override
    public int states() {
        return 1 + (momentum > 0 ? 1 : 0) + (centered ? 1 : 0);
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        float gain = (float) (1 - rho);
        long second = states + stateBytes;
        if (momentum > 0 && centered) {
            kernels.adaptive().centeredMomentum(
                    count, weights, states, second, second + stateBytes, gradient, step.rate(), gain,
                    (float) epsilon, (float) momentum);
        } else if (momentum > 0) {
            kernels.adaptive().rmspropMomentum(
                    count, weights, states, second, gradient, step.rate(), gain, (float) epsilon, (float) momentum);
        } else if (centered) {
            kernels.adaptive().centered(
                    count, weights, states, second, gradient, step.rate(), gain, (float) epsilon);
        } else {
            kernels.adaptive().rmsprop(count, weights, states, gradient, step.rate(), gain, (float) epsilon);
        }
    }
}
