package io.fovea.losses;

import io.fovea.custom.LastAxisLoss;
import io.fovea.custom.PerSampleLoss;
import io.fovea.tensor.Shape;

/**
 * A loss that is the mean of a function of each number of the output and of the target, which has the output's shape.
 *
 * <p>Example: {@code Loss.of("fourth_power", (y, t) -> (y - t) * (y - t) * (y - t) * (y - t), (y, t) -> 4 * (y - t) * (y - t) * (y - t))}
 */
public interface ElementLoss extends Loss, LastAxisLoss {
    /** The loss of one number. */
    double element(double output, double target);

    /** Its derivative by the output. */
    double slope(double output, double target);

    @Override
    default Shape targetShape(Shape output) {
        return output;
    }

    @Override
    default PerSampleLoss perSampleLoss() {
        return this;
    }

    @Override
    default double value(int count, double[] output, double[] target) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += element(output[k], target[k]);
        }
        return sum / count;
    }

    @Override
    default void gradient(int count, double[] output, double[] target, double[] gradient) {
        for (int k = 0; k < count; k++) {
            gradient[k] = slope(output[k], target[k]) / count;
        }
    }
}
