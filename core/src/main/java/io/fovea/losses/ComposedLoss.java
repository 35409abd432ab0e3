package io.fovea.losses;

import java.util.Arrays;
import java.util.Optional;

import io.fovea.custom.LastAxisLoss;
import io.fovea.custom.PerSampleLoss;
import io.fovea.custom.SymbolicTensor;
import io.fovea.tensor.Shape;

/**
 * A loss that is composed of tensor functions: it says what it computes of a target and a prediction, and the gradient follows from
 * that. A sample's loss is the mean of the numbers that come out.
 *
 * <p>Example, the Charbonnier loss:
 *
 * <pre>{@code
 * record Charbonnier(double epsilon) implements ComposedLoss {
 *     public String name() {
 *         return "charbonnier";
 *     }
 *
 *     public SymbolicTensor call(SymbolicTensor target, SymbolicTensor prediction) {
 *         return prediction.subtract(target).square().add(epsilon * epsilon).sqrt();
 *     }
 * }
 * }</pre>
 *
 * <p>{@link Loss#of(String, java.util.function.BinaryOperator)} makes one of a lambda.
 */
public interface ComposedLoss extends Loss {
    /**
     * What the loss computes of one sample.
     *
     * @param target of the shape {@link #targetShape}
     * @param prediction the model's output
     * @return of any shape; its mean is the sample's loss
     * @throws IllegalArgumentException when it can't be taken of tensors of these shapes; the message says of which it can
     */
    SymbolicTensor call(SymbolicTensor target, SymbolicTensor prediction);

    /** Default: that of the output. */
    @Override
    default Shape targetShape(Shape output) {
        return output;
    }

    @Override
    default Optional<ComposedLoss> composed() {
        return Optional.of(this);
    }

    /** The mean of what {@link #call} returned. */
    @Override
    default PerSampleLoss perSampleLoss() {
        return Mean.OF_NUMBERS;
    }

    /** The mean of a sample's numbers, whatever the target. */
    enum Mean implements LastAxisLoss {
        /** The only one. */
        OF_NUMBERS;

        @Override
        public double value(int count, double[] output, double[] target) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += output[k];
            }
            return sum / count;
        }

        @Override
        public void gradient(int count, double[] output, double[] target, double[] gradient) {
            Arrays.fill(gradient, 0, count, 1.0 / count);
        }
    }
}
