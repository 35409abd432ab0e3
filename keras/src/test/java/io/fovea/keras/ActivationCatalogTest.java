package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.Activations;
import io.fovea.custom.FloatBlock;
import io.fovea.custom.PerSampleLoss;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.Identity;
import io.fovea.layers.Activation;
import io.fovea.layers.Dense;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.losses.Loss;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** Every activation function of Keras: its outputs and the gradient of its input. */
class ActivationCatalogTest {
    private static final double TOLERANCE = 1e-5;

    /** The sum of the outputs times the targets: the gradient of an output is its target. */
    private record Weighed(String name) implements Loss, PerSampleLoss {
        @Override
        public Shape targetShape(Shape output) {
            return output;
        }

        @Override
        public PerSampleLoss perSampleLoss() {
            return this;
        }

        @Override
        public double value(FloatBlock output, FloatBlock target) {
            double sum = 0;
            for (int i = 0; i < output.size(); i++) {
                sum += (double) output.get(i) * target.get(i);
            }
            return sum;
        }

        @Override
        public void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
            for (int i = 0; i < output.size(); i++) {
                gradient.set(i, scale * target.get(i));
            }
        }
    }

    static List<Catalog.Case> cases() {
        return Catalog.cases("activations").stream().filter(c -> !c.name().equals("sparsemax")).toList();
    }

    /** As a file has it: the layer {@code Activation} with the function's name, or with the function's parameters. */
    private static Layer layer(Catalog.Case c) throws KerasFileException {
        String name = c.about().path("name").asString();
        Layer named = LayerReader.read(JsonMapper.shared().readTree("""
                {"class_name": "Activation", "registered_name": null, "config": {"name": "a", "activation": "%s"}}
                """.formatted(name.equals("threshold") ? "linear" : name)));
        if (named instanceof GatedLinearUnit) {
            return named;
        }
        ActivationFunction f = ActivationTerms.ofArguments(
                Stream.of(Kind.values()).filter(k -> k.kerasName().equals(name)).findFirst().orElseThrow(),
                new Json(c.name(), c.about()));
        if (f.isDefault()) {
            assertThat(named).isEqualTo(Activation.of(f).named("a"));
        }
        return Activation.of(f);
    }

    private static void checkClose(Catalog.Case c, String what, double[] found, float[] expected) {
        double scale = 0;
        for (float e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("%s: %s, element %d", c, what, i)
                    .isCloseTo(expected[i], within(TOLERANCE * scale));
        }
    }

    private static Model model(Layer layer, int inputs) {
        return Sequential.of(
                Input.of(inputs), Dense.of(inputs).kernelInitializer(new Identity()).named("before"), layer);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAreThoseOfKeras(Catalog.Case c) throws KerasFileException {
        int[] shape = c.array("x").shape();
        try (Model model = model(layer(c), shape[1])) {
            Tensor y = model.predict(
                    List.of(new FloatSamples(new Tensor(shape[0], Shape.of(shape[1]), c.values("x"))))).getFirst();
            double[] found = new double[y.values().length];
            Arrays.setAll(found, i -> y.values()[i]);
            checkClose(c, "y", found, c.values("y"));
        }
    }

    /** What Keras has under this name is none: a distribution's sum is 1. So no file may have it. */
    @Test
    void sparsemaxIsAnotherFunctionInKeras() {
        Catalog.Case c = Catalog.cases("activations").stream().filter(s -> s.name().equals("sparsemax")).findFirst()
                .orElseThrow();
        float sum = 0;
        for (int i = 0; i < c.array("y").shape()[1]; i++) {
            sum += c.values("y")[i];
        }
        assertThat(sum).isGreaterThan(50);
        assertThatThrownBy(() -> layer(c))
                .hasMessage("layer a (Activation): Keras computes another function under the name "
                        + "sparsemax than its definition (arXiv:1602.02068), which this one follows; so files can't have it");
        assertThatThrownBy(() -> Terms.activation("x", Activations.SPARSEMAX)).hasMessageContaining("arXiv:1602.02068");
    }

    /** Keras can't call it by its name either. */
    @Test
    void aThresholdHasNoNameAlone() {
        assertThatThrownBy(() -> ActivationTerms.named("layer a", "threshold"))
                .hasMessage(
                        "layer a: the activation 'threshold' has no parameters in the file, and Keras no defaults for them");
        assertThatThrownBy(() -> Terms.activation("a", Kind.THRESHOLD.withDefault()))
                .hasMessageStartingWith("layer a: the activation threshold has no name in Keras");
    }

    @Test
    void bothNamesOfKerasAreRead() throws KerasFileException {
        for (String name : List.of("silu", "swish")) {
            assertThat(ActivationTerms.named("a", name)).isEqualTo(Activations.SWISH);
        }
        for (String name : List.of("hard_silu", "hard_swish")) {
            assertThat(ActivationTerms.named("a", name)).isEqualTo(Activations.HARD_SWISH);
        }
    }

    static Stream<ActivationFunction> withParameters() {
        return Stream.of(Activations.leakyRelu(0.4), Activations.elu(0.5), Activations.relu(0.1, 6, 0.5),
                Activations.relu(0, Double.POSITIVE_INFINITY, 1), Activations.GELU, Activations.SOFTMAX);
    }

    @ParameterizedTest
    @MethodSource("withParameters")
    void anArgumentOfALayerComesBack(ActivationFunction f) throws KerasFileException {
        Map<String, Object> config = Map.of("activation", Terms.activation("dense", f));
        assertThat(Terms.activation(new Json("dense", JsonMapper.shared().valueToTree(config)))).isEqualTo(f);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        """
                {"class_name": "LeakyReLU", "config": {"name": "a", "negative_slope": -1}}""",
        """
                {"class_name": "Softmax", "config": {"name": "a", "axis": 1}}""",
        """
                {"class_name": "PReLU", "config": {"name": "a"}}""",
        """
                {"class_name": "ELU", "config": {"name": "a", "beta": 2}}"""})
    void anObjectThatChangesTheResultIsRefused(String object) {
        JsonNode config = JsonMapper.shared().readTree("{\"activation\": " + object + "}");
        assertThatThrownBy(() -> Terms.activation(new Json("layer dense", config)))
                .isInstanceOf(KerasFileException.class).hasMessageStartingWith("layer dense");
    }

    /** The gradient of a bias of 0 before the function, one sample at a time: a step of rate 1 makes it minus that. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfKeras(Catalog.Case c) throws KerasFileException {
        int samples = c.array("x").shape()[0];
        int inputs = c.array("x").shape()[1];
        int outputs = c.array("y").shape()[1];
        Layer layer = layer(c);
        double[] found = new double[samples * inputs];
        for (int s = 0; s < samples; s++) {
            float[] x = Arrays.copyOfRange(c.values("x"), s * inputs, (s + 1) * inputs);
            float[] r = Arrays.copyOfRange(c.values("r"), s * outputs, (s + 1) * outputs);
            try (Model model = model(layer, inputs)) {
                model.compile(new SGD(1), new Weighed("weighed"));
                model.fit(
                        new Dataset(
                                List.of(new FloatSamples(new Tensor(1, Shape.of(inputs), x))),
                                List.of(new FloatSamples(new Tensor(1, Shape.of(outputs), r))), List.of()),
                        FitOptions.epochs(1).batch(1));
                float[] bias = model.weights().get(1);
                for (int i = 0; i < inputs; i++) {
                    found[s * inputs + i] = -bias[i];
                }
            }
        }
        checkClose(c, "dx", found, c.values("dx"));
    }
}
