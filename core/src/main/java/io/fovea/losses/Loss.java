package io.fovea.losses;

import java.util.Optional;

import io.fovea.custom.PerSampleLoss;
import io.fovea.data.Samples;
import io.fovea.metrics.Metric;
import io.fovea.tensor.Shape;

/**
 * The objective minimized by training: the distance of an output from its target, averaged over the samples.
 *
 * <p>Example: {@code model.compile(new Adam(), new SparseCategoricalCrossentropy())}
 */
public interface Loss {
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

    /** The metric that Keras's {@code accuracy} stands for with targets of this loss; default none. */
    default Optional<Metric> accuracy() {
        return Optional.empty();
    }

    /** The loss of a sample and its gradient, for the engine. */
    PerSampleLoss perSampleLoss();

    /**
     * Refuses an output that is not one number for each class.
     *
     * @param loss name of the loss
     * @throws IllegalArgumentException when {@code output} is not {@code [classes]}
     */
    static void requireClasses(String loss, Shape output) {
        if (output.rank() != 1) {
            throw new IllegalArgumentException(
                    loss + " needs an output of shape [classes], but the model's is " + output + "; add Flatten or "
                            + "GlobalAveragePooling2D before the last Dense");
        }
    }
}
