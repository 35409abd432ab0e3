package io.fovea.activations;

/**
 * An activation function, as {@link Activations} makes them.
 *
 * @param kind which one
 * @param alpha the slope for negative inputs of a leaky ReLU, the limit for very negative inputs of an ELU (with its sign
 *     turned); 0 for the others
 */
public record ActivationFunction(Kind kind, double alpha) {
    /** The functions there are; the string is Keras's name. */
    public enum Kind {
        /** x. */
        LINEAR("linear"),
        /** max(x, 0). */
        RELU("relu"),
        /** x, or alpha x below 0. */
        LEAKY_RELU("leaky_relu"),
        /** x, or alpha (exp(x) - 1) below 0. */
        ELU("elu"),
        /** 1 / (1 + exp(-x)). */
        SIGMOID("sigmoid"),
        /** Hyperbolic tangent. */
        TANH("tanh"),
        /** exp(x) over the sum of exp(x) over the channels. */
        SOFTMAX("softmax"),
        /** x times the normal distribution's cumulative function. */
        GELU("gelu"),
        /** x / (1 + exp(-x)). */
        SWISH("silu");

        private final String kerasName;

        Kind(String kerasName) {
            this.kerasName = kerasName;
        }

        /** The name in Keras and in its files. */
        public String kerasName() {
            return kerasName;
        }
    }

    /**
     * Checks alpha.
     *
     * @throws IllegalArgumentException when alpha is negative or not a finite number
     */
    public ActivationFunction {
        if (!(alpha >= 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha of " + kind.kerasName() + " is 0 or more, but got " + alpha);
        }
    }
}
