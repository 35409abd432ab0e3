package io.fovea.activations;

import java.util.Optional;

import io.fovea.description.Check;

/**
 * An activation function, as {@link Activations} makes them.
 *
 * @param kind which one
 * @param alpha its parameter, 0 or more: the slope for negative inputs of a leaky ReLU; for an ELU, the magnitude of the limit for
 *     very negative inputs. 0 for functions without a parameter
 */
public record ActivationFunction(Kind kind, double alpha) {
    /**
     * The table of functions: name in Keras, which elements an output depends on, parameter. The engine knows a function of
     * {@link Scope#ELEMENT} by the name of the constant.
     */
    public enum Kind {
        /** x. */
        LINEAR("linear", Scope.IDENTITY),
        /** max(x, 0). */
        RELU("relu", Scope.ELEMENT),
        /** x, or alpha x below 0. */
        LEAKY_RELU("leaky_relu", Scope.ELEMENT, "negative_slope", 0.2),
        /** x, or alpha (exp(x) - 1) below 0. */
        ELU("elu", Scope.ELEMENT, "alpha", 1),
        /** 1 / (1 + exp(-x)). */
        SIGMOID("sigmoid", Scope.ELEMENT),
        /** Hyperbolic tangent. */
        TANH("tanh", Scope.ELEMENT),
        /** exp(x) over the sum of exp(x) over the channels. */
        SOFTMAX("softmax", Scope.CHANNELS),
        /** x times the normal distribution's cumulative function. */
        GELU("gelu", Scope.ELEMENT),
        /** x / (1 + exp(-x)). */
        SWISH("silu", Scope.ELEMENT);

        private final String kerasName;
        private final Scope scope;
        private final String parameter;
        private final double defaultAlpha;

        Kind(String kerasName, Scope scope) {
            this(kerasName, scope, "", 0);
        }

        Kind(String kerasName, Scope scope, String parameter, double defaultAlpha) {
            this.kerasName = kerasName;
            this.scope = scope;
            this.parameter = parameter;
            this.defaultAlpha = defaultAlpha;
        }

        /** The name in Keras and in its files. */
        public String kerasName() {
            return kerasName;
        }

        /** Which elements an output depends on. */
        public Scope scope() {
            return scope;
        }

        /** What Keras calls {@code alpha}; empty for a function without a parameter. */
        public Optional<String> parameter() {
            return Optional.of(parameter).filter(p -> !p.isEmpty());
        }

        /** The function with Keras's default parameter. */
        public ActivationFunction withDefault() {
            return new ActivationFunction(this, defaultAlpha);
        }
    }

    /** Which elements of the input an element of the output depends on. */
    public enum Scope {
        /** The element itself, which it equals: there is nothing to compute. */
        IDENTITY,
        /** The element itself. */
        ELEMENT,
        /** All channels of the pixel. */
        CHANNELS
    }

    /**
     * Checks alpha.
     *
     * @throws IllegalArgumentException when alpha is negative or not finite, or not 0 for a function without a parameter
     */
    public ActivationFunction {
        Check check = Check.of(kind.kerasName());
        check.notNegative("alpha", alpha);
        check.check(alpha == 0 || kind.parameter().isPresent(), "alpha", "0, because it has no parameter", alpha);
    }
}
