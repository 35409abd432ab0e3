package io.fovea.losses;

import java.util.function.DoubleBinaryOperator;

import io.fovea.description.Check;

/**
 * A loss of one's own; {@link Loss#of} makes it.
 *
 * @param name as the training shows it
 * @param function the loss of one number of the output and of the target
 * @param derivative its derivative by the output
 */
public record FunctionLoss(String name, DoubleBinaryOperator function, DoubleBinaryOperator derivative)
        implements ElementLoss {
    /** Checks that all are there. */
    public FunctionLoss {
        Check.of("FunctionLoss").present("name", name).present("function", function).present("derivative", derivative);
    }

    @Override
    public double element(double output, double target) {
        return function.applyAsDouble(output, target);
    }

    @Override
    public double slope(double output, double target) {
        return derivative.applyAsDouble(output, target);
    }
}
