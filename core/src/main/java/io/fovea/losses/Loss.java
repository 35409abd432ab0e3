package io.fovea.losses;

import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

import io.fovea.custom.PerSampleLoss;
import io.fovea.custom.SymbolicTensor;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/**
 * The objective minimized by training: the distance of an output from its target, averaged over the samples.
 *
 * <p>Example: {@code model.compile(new Adam(), new SparseCategoricalCrossentropy())}
 */
public interface Loss {
    /** What keeps logarithms and quotients finite, as in Keras. */
    double EPSILON = 1e-7;

    /** The name in Keras: {@code sparse_categorical_crossentropy}. */
    String name();

    /**
     * The shape of a target for an output of shape {@code output}.
     *
     * @throws IllegalArgumentException when this loss can't be taken of such an output
     */
    Shape targetShape(Shape output);

    /**
     * Refuses targets that don't fit the output, before the training.
     *
     * @param targets of all samples
     * @param output shape of the model's output
     * @throws IllegalArgumentException when their shape or a value is not allowed; the message says what is
     */
    default void checkTargets(Samples targets, Shape output) {
        Shape expected = targetShape(output);
        if (!targets.shape().equals(expected)) {
            throw new IllegalArgumentException(
                    name() + " expects targets of shape " + expected + ", but the data have " + targets.shape());
        }
    }

    /** Whether a target may be the weighted mean of others, as {@code MixUp} makes it; default true. */
    default boolean takesMixedTargets() {
        return true;
    }

    /** Whether the output holds logits, to which a reader of probabilities must apply a softmax; default false. */
    default boolean fromLogits() {
        return false;
    }

    /** How the losses of a batch become one number; default {@link Reduction#SUM_OVER_BATCH_SIZE}. */
    default Reduction reduction() {
        return Reduction.SUM_OVER_BATCH_SIZE;
    }

    /** This loss with another reduction. */
    default Loss reduction(Reduction reduction) {
        return reduction == reduction() ? this : new Reduced(this, reduction);
    }

    /** The loss of a sample and its gradient, for the engine. */
    PerSampleLoss perSampleLoss();

    /** What this loss is composed of, where it is composed of tensor functions; default nothing. */
    default Optional<ComposedLoss> composed() {
        return Optional.empty();
    }

    /**
     * A loss of one's own, composed of tensor functions: the gradient follows from them. A sample's loss is the mean of what comes out.
     *
     * <p>Example: {@code Loss.of("charbonnier", (target, prediction) -> prediction.subtract(target).square().add(1e-6).sqrt())}
     *
     * @param name as the training shows it
     * @param function of the target, which has the output's shape, and the prediction
     */
    static Loss of(String name, BinaryOperator<SymbolicTensor> function) {
        return new TensorFunctionLoss(name, function);
    }

    /**
     * A loss of one's own: the mean of a function of each number of the output and of the target.
     *
     * <p>Example: {@code Loss.of("squares", (y, t) -> (y - t) * (y - t), (y, t) -> 2 * (y - t))}
     *
     * @param name as the training shows it
     * @param function of output and target; called by several threads at once
     * @param derivative of the function by the output
     */
    static Loss of(String name, DoubleBinaryOperator function, DoubleBinaryOperator derivative) {
        return new FunctionLoss(name, function, derivative);
    }
}
