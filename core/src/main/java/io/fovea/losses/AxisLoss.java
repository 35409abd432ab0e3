package io.fovea.losses;

import io.fovea.custom.LastAxisLoss;
import io.fovea.custom.PerSampleLoss;
import io.fovea.tensor.Shape;

/** A loss of all numbers along the last axis together; the target has the output's shape unless the loss says otherwise. */
interface AxisLoss extends Loss, LastAxisLoss {
    @Override
    default Shape targetShape(Shape output) {
        return output;
    }

    @Override
    default PerSampleLoss perSampleLoss() {
        return this;
    }
}
