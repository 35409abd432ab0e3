package io.fovea.regularizers;

import io.fovea.custom.ElementwisePenalty;
import io.fovea.description.Check;

/**
 * A penalty of {@code l2} times the sum of squares, as Keras's {@code L2}.
 *
 * <p>Example: {@code Dense.of(10).kernelRegularizer(new L2(1e-4))}
 *
 * @param l2 factor of the squares, 0 or more; default 0.01
 */
public record L2(double l2) implements ElementwisePenalty {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when a factor is negative or not finite
     */
    public L2 {
        Check.of("L2").notNegative("l2", l2);
    }

    /** With the default factor. */
    public L2() {
        this(0.01);
    }

    @Override
    public double l1() {
        return 0;
    }
}
