package io.fovea.losses;

import java.util.function.BinaryOperator;

import io.fovea.custom.SymbolicTensor;
import io.fovea.description.Check;

/**
 * A loss of one's own over tensors; {@link Loss#of(String, BinaryOperator)} makes it.
 *
 * @param name as the training shows it
 * @param function of target and prediction
 */
public record TensorFunctionLoss(String name, BinaryOperator<SymbolicTensor> function) implements ComposedLoss {
    /** Checks that both are there. */
    public TensorFunctionLoss {
        Check.of("TensorFunctionLoss").present("name", name).present("function", function);
    }

    @Override
    public SymbolicTensor call(SymbolicTensor target, SymbolicTensor prediction) {
        return function.apply(target, prediction);
    }
}
