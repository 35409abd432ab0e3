package io.fovea.optimizers;

/**
 * The step size of an optimizer as a function of the steps taken so far. Implementations are immutable.
 *
 * <p>Example: {@code new Adam(new CosineDecay(0.001, 10_000))}
 */
@FunctionalInterface
public interface LearningRate {
    /**
     * The rate.
     *
     * @param step steps taken so far: 0 at the first
     */
    double at(long step);

    /** Always the same. */
    static LearningRate constant(double rate) {
        return new ConstantRate(rate);
    }
}
