package io.fovea.activations;

import static io.fovea.activations.Parameter.Range.FINITE;
import static io.fovea.activations.Parameter.Range.FLAG;
import static io.fovea.activations.Parameter.Range.LIMIT;
import static io.fovea.activations.Parameter.Range.NOT_NEGATIVE;
import static io.fovea.activations.Parameter.Range.POSITIVE;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.fovea.description.Check;

/**
 * An activation function, as {@link Activations} makes them.
 *
 * <p>Example: {@code Activations.leakyRelu(0.1)}, or {@code Kind.LEAKY_RELU.with(0.1)}
 *
 * @param kind which one
 * @param arguments its parameters, in the order of {@link Kind#parameters}
 */
public record ActivationFunction(Kind kind, List<Double> arguments) {
    /**
     * The table of functions, one row each: names in Keras, which elements an output depends on, parameters, and the function of
     * the engine that it is.
     */
    public enum Kind {
        /** x. */
        LINEAR("linear", Scope.IDENTITY, Engine.of("LINEAR")),
        /** max(x, 0); in general x above a threshold, up to a limit, and a slope below. */
        RELU("relu", Scope.ELEMENT, Engine::relu, new Parameter("negative_slope", 0, NOT_NEGATIVE),
                new Parameter("max_value", Double.POSITIVE_INFINITY, LIMIT), new Parameter("threshold", 0, FINITE)),
        /** x, at least 0 and at most 6. */
        RELU6("relu6", Scope.ELEMENT, Engine.of("CLIP", 0, 6)),
        /** x, or a slope times x below 0. */
        LEAKY_RELU("leaky_relu", Scope.ELEMENT, Engine.with("LEAKY_RELU"),
                new Parameter("negative_slope", 0.2, NOT_NEGATIVE)),
        /** x, or alpha (exp(x) - 1) below 0. */
        ELU("elu", Scope.ELEMENT, Engine.with("ELU"), new Parameter("alpha", 1, NOT_NEGATIVE)),
        /** An ELU times 1.0507 with alpha 1.6733. */
        SELU("selu", Scope.ELEMENT,
                Engine.of("SCALED_ELU", Engine.SELU_SCALE, Engine.SELU_SCALE * Engine.SELU_ALPHA)),
        /** x, or alpha (exp(x / alpha) - 1) below 0. */
        CELU("celu", Scope.ELEMENT, a -> new Engine("CELU", List.of(a.getFirst(), 1 / a.getFirst())),
                new Parameter("alpha", 1, POSITIVE)),
        /** x times the normal distribution's cumulative function, or an approximation of it with tanh. */
        GELU("gelu", Scope.ELEMENT, a -> new Engine(a.getFirst() == 1 ? "GELU_TANH" : "GELU", List.of()),
                new Parameter("approximate", 0, FLAG)),
        /** x / (1 + exp(-x)); Keras's other name is swish. */
        SWISH("silu", Scope.ELEMENT, Engine.of("SWISH")),
        /** x tanh(log(1 + exp(x))). */
        MISH("mish", Scope.ELEMENT, Engine.of("MISH")),
        /** 1 / (1 + exp(-x)). */
        SIGMOID("sigmoid", Scope.ELEMENT, Engine.of("SIGMOID")),
        /** x / 6 + 1 / 2, at least 0 and at most 1. */
        HARD_SIGMOID("hard_sigmoid", Scope.ELEMENT, Engine.of("RAMP", 1 / 6.0, 0.5)),
        /** x times the hard sigmoid; Keras's other name is hard_swish. */
        HARD_SWISH("hard_silu", Scope.ELEMENT, Engine.of("HARD_SWISH")),
        /** Hyperbolic tangent. */
        TANH("tanh", Scope.ELEMENT, Engine.of("TANH")),
        /** x, at least -1 and at most 1. */
        HARD_TANH("hard_tanh", Scope.ELEMENT, Engine.of("CLIP", -1, 1)),
        /** x - tanh(x). */
        TANH_SHRINK("tanh_shrink", Scope.ELEMENT, Engine.of("TANH_SHRINK")),
        /** x moved towards 0 by the threshold; 0 within it. */
        SOFT_SHRINK("soft_shrink", Scope.ELEMENT, Engine.with("SOFT_SHRINK"),
                new Parameter("threshold", 0.5, NOT_NEGATIVE)),
        /** x, or 0 within the threshold. */
        HARD_SHRINK("hard_shrink", Scope.ELEMENT, Engine.with("HARD_SHRINK"),
                new Parameter("threshold", 0.5, NOT_NEGATIVE)),
        /** x above the threshold, else the default value. Keras has no defaults; here they are 0. */
        THRESHOLD("threshold", Scope.ELEMENT, Engine.with("THRESHOLD"), new Parameter("threshold", 0, FINITE),
                new Parameter("default_value", 0, FINITE)),
        /** log(1 + exp(x)). */
        SOFTPLUS("softplus", Scope.ELEMENT, Engine.of("SOFTPLUS")),
        /** x / (1 + |x|). */
        SOFTSIGN("softsign", Scope.ELEMENT, Engine.of("SOFTSIGN")),
        /** (x + sqrt(x x + b)) / 2. */
        SQUAREPLUS("squareplus", Scope.ELEMENT, Engine.with("SQUAREPLUS"), new Parameter("b", 4, POSITIVE)),
        /** 0 up to -1, (x + 1)(x + 1) / 4 up to 1, then x. */
        SPARSE_PLUS("sparse_plus", Scope.ELEMENT, Engine.of("SPARSE_PLUS")),
        /** (x + 1) / 2, at least 0 and at most 1. */
        SPARSE_SIGMOID("sparse_sigmoid", Scope.ELEMENT, Engine.of("RAMP", 0.5, 0.5)),
        /** log(1 / (1 + exp(-x))). */
        LOG_SIGMOID("log_sigmoid", Scope.ELEMENT, Engine.of("LOG_SIGMOID")),
        /** exp(x). */
        EXPONENTIAL("exponential", Scope.ELEMENT, Engine.of("EXP")),
        /** exp(x) over the sum of exp(x) over the channels. */
        SOFTMAX("softmax", Scope.CHANNELS, Engine.of("SOFTMAX")),
        /** The logarithm of the softmax. */
        LOG_SOFTMAX("log_softmax", Scope.CHANNELS, Engine.of("LOG_SOFTMAX")),
        /** The probabilities nearest to the channels, many of them 0. Keras 3.15 computes something else under this name. */
        SPARSEMAX("sparsemax", Scope.CHANNELS, Engine.of("SPARSEMAX"));

        private final String kerasName;
        private final Scope scope;

        // A function without state, and a list that no one can change.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<List<Double>, Engine> engine;

        @SuppressWarnings("ImmutableEnumChecker")
        private final List<Parameter> parameters;

        Kind(String kerasName, Scope scope, Function<List<Double>, Engine> engine, Parameter... parameters) {
            this.kerasName = kerasName;
            this.scope = scope;
            this.engine = engine;
            this.parameters = List.of(parameters);
        }

        /** The name in Keras and in its files. */
        public String kerasName() {
            return kerasName;
        }

        /** Which elements an output depends on. */
        public Scope scope() {
            return scope;
        }

        /** Its parameters, with Keras's names and defaults; most functions have none. */
        public List<Parameter> parameters() {
            return parameters;
        }

        /** The function with Keras's default parameters. */
        public ActivationFunction withDefault() {
            return new ActivationFunction(this, parameters.stream().map(Parameter::initial).toList());
        }

        /**
         * The function with these parameters.
         *
         * @throws IllegalArgumentException when there are more or fewer than it has, or one is not in its range
         */
        public ActivationFunction with(double... arguments) {
            return new ActivationFunction(this, Arrays.stream(arguments).boxed().toList());
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
     * The function of the engine that this one is.
     *
     * @param function its name there
     * @param parameters its parameters there
     */
    public record Engine(String function, List<Double> parameters) {
        private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
        private static final double SELU_SCALE = 1.0507009873554804934193349852946;

        /** One without parameters of Keras. */
        private static Function<List<Double>, Engine> of(String function, double... parameters) {
            Engine engine = new Engine(function, Arrays.stream(parameters).boxed().toList());
            return arguments -> engine;
        }

        /** One whose parameters are those of Keras. */
        private static Function<List<Double>, Engine> with(String function) {
            return arguments -> new Engine(function, arguments);
        }

        /** The simplest that computes it. */
        private static Engine relu(List<Double> arguments) {
            double slope = arguments.get(0);
            double limit = arguments.get(1);
            double threshold = arguments.get(2);
            if (threshold != 0 || slope != 0 && limit != Double.POSITIVE_INFINITY) {
                return new Engine("GENERAL_RELU", arguments);
            }
            if (limit != Double.POSITIVE_INFINITY) {
                return new Engine("CLIP", List.of(0.0, limit));
            }
            return slope == 0 ? new Engine("RELU", List.of()) : new Engine("LEAKY_RELU", List.of(slope));
        }

        /** Its parameters as numbers. */
        public double[] numbers() {
            return parameters.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException when there are more or fewer than the function has, or one is not in its range
     */
    public ActivationFunction {
        arguments = List.copyOf(arguments);
        List<Parameter> parameters = kind.parameters();
        Check.of(kind.kerasName()).check(
                arguments.size() == parameters.size(), "arguments", "a list of " + parameters.size(), arguments);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).check(kind.kerasName(), arguments.get(i));
        }
    }

    /**
     * The value of a parameter.
     *
     * @param name in Keras, for example {@code negative_slope}
     * @throws IllegalArgumentException when the function has no such parameter
     */
    public double argument(String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (kind.parameters().get(i).name().equals(name)) {
                return arguments.get(i);
            }
        }
        throw new IllegalArgumentException(kind.kerasName() + " has no parameter " + name);
    }

    /** Whether every parameter has Keras's default, so that Keras knows the function by its name alone. */
    public boolean isDefault() {
        return equals(kind.withDefault());
    }

    /** What the engine computes. */
    public Engine engine() {
        return kind.engine.apply(arguments);
    }

    /** The name in Keras, with the parameters that are not its defaults: {@code elu(alpha=0.5)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = kind.parameters().get(i);
            if (arguments.get(i) != parameter.initial()) {
                text.append(text.isEmpty() ? "(" : ", ").append(parameter.name()).append('=').append(arguments.get(i));
            }
        }
        return kind.kerasName() + text + (text.isEmpty() ? "" : ")");
    }
}
