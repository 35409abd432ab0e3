package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * A metric of one's own; {@link Metric#of} makes it.
 *
 * @param name as the history shows it
 * @param moreIsBetter whether a greater value is a better one
 * @param function the value at a position
 */
public record FunctionMetric(String name, boolean moreIsBetter, Value function) implements MeanMetric {
    /** The value of one output and its target. */
    @FunctionalInterface
    public interface Value {
        /** The value at one position; the arrays must not be kept. */
        double of(float[] output, float[] target);
    }

    /** Checks that both are there. */
    public FunctionMetric {
        Check.of("FunctionMetric").present("name", name).present("function", function);
    }

    @Override
    public double value(float[] output, float[] target) {
        return function.of(output, target);
    }
}
