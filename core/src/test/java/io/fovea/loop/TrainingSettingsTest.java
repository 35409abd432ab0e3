package io.fovea.loop;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fovea.custom.UpdateRule;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.MeanMetric;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;

class TrainingSettingsTest {
    private final Memory memory = new Memory();
    private final Network network = network();

    private Network network() {
        Node input = Input.of(1).apply();
        Dense shared = Dense.of(1).named("shared");
        Node output = Dense.of(2).activation(SOFTMAX).named("classes").apply(shared.apply(shared.apply(input)));
        return new Network(new Topology(List.of(input), List.of(output)), Kernels.scalar(4), memory,
                new Lifecycle(() -> {}));
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private static Dataset data(float... values) {
        return Dataset.of(
                new FloatSamples(new Tensor(values.length, Shape.of(1), values)),
                new Labels(new int[values.length]));
    }

    private Map<String, String> settings(Optimizer optimizer, Dataset data, FitOptions options, Metric metric) {
        return TrainingSettings.of(
                network, new Objective(List.of(new SparseCategoricalCrossentropy()), List.of(metric)), optimizer, data,
                options);
    }

    private Map<String, String> settings(Dataset data, FitOptions options) {
        return settings(new SGD(0.5), data, options, new SparseCategoricalAccuracy());
    }

    /** Everything that the result depends on is there by name, and a layer that is used twice once, with both uses. */
    @Test
    void namesEverySetting() {
        Map<String, String> settings = settings(
                data(1, 2), FitOptions.epochs(3).batch(7).seed(5).checkpoints(
                        Checkpoints.in(Path.of("x")).every(Duration.ZERO).about("size", "32")));
        assertThat(settings.keySet()).containsSubsequence(
                "layer shared", "layer classes", "optimizer", "losses", "metrics", "batch", "shuffle", "seed",
                "convolutions", "data", "validation data", "size");
        assertThat(settings.get("layer shared")).contains(" and ");
        assertThat(settings.get("layer classes")).contains("units=2").endsWith("[2]");
        assertThat(settings).containsEntry("batch", "7").containsEntry("seed", "5").containsEntry("shuffle", "true")
                .containsEntry("convolutions", "fastest").containsEntry("validation data", "none")
                .containsEntry("size", "32");
        assertThat(settings.get("optimizer")).startsWith("SGD[schedule=0.5, ");
        assertThat(settings.get("data")).startsWith("2 samples of [1] [1] with CRC-32C ").endsWith(" of 2");
        network.direct(true);
        assertThat(settings(data(1), FitOptions.epochs(1))).containsEntry("convolutions", "direct");
    }

    /** Up to 64 samples each one counts; of more, 64 that are spread over all of them. */
    @Test
    void otherDataAreToldApart() {
        float[] values = new float[64];
        String first = settings(data(values), FitOptions.epochs(1)).get("data");
        assertThat(settings(data(values.clone()), FitOptions.epochs(1))).containsEntry("data", first);
        for (int i = 0; i < values.length; i++) {
            float[] other = values.clone();
            other[i] = 1;
            assertThat(settings(data(other), FitOptions.epochs(1)).get("data")).as("sample %d", i).isNotEqualTo(first);
        }
        float[] many = new float[640];
        String ofMany = settings(data(many), FitOptions.epochs(1)).get("data");
        assertThat(ofMany).startsWith("640 samples").endsWith(" of 64");
        for (int i = 0; i < many.length; i++) {
            float[] other = many.clone();
            other[i] = 1;
            String changed = settings(data(other), FitOptions.epochs(1)).get("data");
            assertThat(changed.equals(ofMany)).as("sample %d", i).isEqualTo(i % 10 != 0);
        }
        assertThat(settings(data(1), FitOptions.epochs(1).validation(data(values))).get("validation data"))
                .isEqualTo(first);
    }

    /** A lambda's name holds an address that is another one in each process. */
    @Test
    void whatSaysNothingOfItselfIsTheSameInEachProcess() {
        Map<String, String> settings =
                settings(new Own(), data(1), FitOptions.epochs(1), new OwnMetric());
        assertThat(settings).containsEntry("optimizer", "own, learning rate 0.25");
        assertThat(settings.get("metrics")).isEqualTo("[" + OwnMetric.class.getName() + "]");
    }

    private static final class Own implements Optimizer {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public double learningRate() {
            return 0.25;
        }

        @Override
        public Optimizer learningRate(double rate) {
            return this;
        }

        @Override
        public UpdateRule rule() {
            return new SGD().rule();
        }
    }

    private static final class OwnMetric implements MeanMetric {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public double value(float[] output, float[] target) {
            return 0;
        }
    }

    @Test
    void differencesNameBothValues() {
        Map<String, String> was = new LinkedHashMap<>(Map.of("batch", "10", "seed", "1"));
        Map<String, String> now = new LinkedHashMap<>(Map.of("batch", "20", "seed", "1"));
        now.put("size", "32");
        assertThat(TrainingSettings.differences(was, now))
                .containsExactlyInAnyOrder("batch was 10, now 20", "size was none, now 32");
        assertThat(TrainingSettings.differences(now, was))
                .containsExactlyInAnyOrder("batch was 20, now 10", "size was 32, now none");
        assertThat(TrainingSettings.differences(was, was)).isEmpty();
    }
}
