package io.fovea.regularizers;

import io.fovea.custom.ElementwisePenalty;
import io.fovea.description.Check;

/**
 * A penalty of {@code l1} times the sum of magnitudes plus {@code l2} times the sum of squares, as Keras's {@code L1L2}.
 *
 * <p>Example: {@code Dense.of(10).kernelRegularizer(new L1L2(1e-4, 1e-4))}
 *
 * @param l1 factor of the magnitudes, 0 or more; default 0
 * @param l2 factor of the squares, 0 or more; default 0
 */
public record L1L2(double l1, double l2) implements ElementwisePenalty {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when a factor is negative or not finite
     */
    public L1L2 {
        Check.of("L1L2").notNegative("l1", l1).notNegative("l2", l2);
    }
}
