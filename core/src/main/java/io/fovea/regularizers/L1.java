package io.fovea.regularizers;

import io.fovea.custom.ElementwisePenalty;
import io.fovea.description.Check;

/**
 * A penalty of {@code l1} times the sum of magnitudes, as Keras's {@code L1}: many weights become small.
 *
 * <p>Example: {@code Dense.of(10).kernelRegularizer(new L1(1e-4))}
 *
 * @param l1 factor of the magnitudes, 0 or more; default 0.01
 */
public record L1(double l1) implements ElementwisePenalty {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when a factor is negative or not finite
     */
    public L1 {
        Check.of("L1").notNegative("l1", l1);
    }

    /** With the default factor. */
    public L1() {
        this(0.01);
    }

    @Override
    public double l2() {
        return 0;
    }
}
