package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.initializers.Constant;
import io.fovea.initializers.Dirac;
import io.fovea.initializers.Identity;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.Orthogonal;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.TruncatedNormal;
import io.fovea.initializers.VarianceScaling;
import io.fovea.initializers.VarianceScaling.Distribution;
import io.fovea.initializers.VarianceScaling.Fan;
import io.fovea.tensor.Shape;

/** Every initializer of Keras: its arguments both ways, and the statistics of what it draws. */
class InitializerCatalogTest {
    /** Our random numbers are others: of 8640 the mean and the deviation differ by some 1 % of the deviation. */
    private static final double MOMENTS = 0.04;

    /** The greatest of 8640 normally distributed numbers differs by more, that of uniformly distributed ones by less. */
    private static final double ENDS = 1;

    static List<Catalog.Case> cases() {
        return Catalog.cases("initializers");
    }

    private static Initializer initializer(Catalog.Case c) throws KerasFileException {
        // Keras forgets the gain in its configuration: the catalog made it with 0.7.
        return c.name().equals("identity")
                ? new Identity(0.7)
                : InitializerFormat.read(c.object("initializer")).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void statisticsAreThoseOfKeras(Catalog.Case c) throws KerasFileException {
        JsonNode sizes = c.about().path("shape");
        Shape shape = Shape.of(IntStream.range(0, sizes.size()).map(i -> sizes.get(i).asInt()).toArray());
        float[] values = initializer(c).values(shape, 11);
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float v : values) {
            sum += v;
            least = Math.min(least, v);
            greatest = Math.max(greatest, v);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float v : values) {
            squares += (v - mean) * (v - mean);
        }
        float[] expected = c.values("statistics");
        double deviation = expected[1];
        double exact = 1e-6;
        assertThat(mean).as("mean").isCloseTo(expected[0], within(MOMENTS * deviation + exact));
        assertThat(Math.sqrt(squares / values.length)).as("deviation")
                .isCloseTo(deviation, within(MOMENTS * deviation + exact));
        assertThat(least).as("least").isCloseTo(expected[2], within(ENDS * deviation + exact));
        assertThat(greatest).as("greatest").isCloseTo(expected[3], within(ENDS * deviation + exact));
    }

    static Stream<Initializer> all() {
        return Stream.concat(
                Stream.of(Constant.ZEROS, Constant.ONES, new Constant(0.3), new RandomNormal(0.1, 0.4),
                        new RandomUniform(-0.3, 0.5), new TruncatedNormal(0.1, 0.4), new Orthogonal(1.5),
                        new Identity(0.7), new VarianceScaling(2.5, Fan.OUT, Distribution.UNIFORM)),
                Stream.of(Fan.values()).flatMap(fan -> Stream.of(Distribution.values()).flatMap(
                        distribution -> Stream.of(1.0, 2.0)
                                .map(scale -> new VarianceScaling(scale, fan, distribution)))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenIsRead(Initializer initializer) throws KerasFileException {
        JsonNode object = JsonMapper.shared().valueToTree(InitializerFormat.write(initializer));
        assertThat(InitializerFormat.read(new Json("dense", object))).contains(initializer);
    }

    @Test
    void ofOneNameKerasWritesTheSameArguments() throws KerasFileException {
        for (Catalog.Case c : cases()) {
            JsonNode keras = c.about().path("initializer");
            JsonNode ours = JsonMapper.shared().valueToTree(InitializerFormat.write(initializer(c)));
            assertThat(ours.path("class_name")).isEqualTo(keras.path("class_name"));
            assertThat(ours.path("module")).isEqualTo(keras.path("module"));
            if (!c.name().equals("identity")) {
                // Earlier versions don't know the axes, which are null: they can read the file without them.
                assertThat(ours.path("config").propertyNames()).containsExactlyInAnyOrderElementsOf(
                        keras.path("config").propertyNames().stream().filter(p -> !p.endsWith("_axes")).toList());
            }
        }
    }

    @Test
    void whatKerasHasNotIsItsDefault() {
        assertThat(InitializerFormat.write(new Dirac())).isEqualTo(
                InitializerFormat.write(VarianceScaling.GLOROT_UNIFORM));
        JsonNode object = JsonMapper.shared().readTree("""
                {"class_name": "VarianceScaling",
                 "config": {"scale": 1, "mode": "fan_max", "distribution": "uniform"}}""");
        assertThatThrownBy(() -> InitializerFormat.read(new Json("layer conv", object))).hasMessage(
                "layer conv: the mode 'fan_max' isn't known; known are fan_in, fan_out, fan_avg");
    }
}
