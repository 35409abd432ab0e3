package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.data.NpyArray;
import io.fovea.metrics.Metric;

/** Every metric of the catalog, read as Keras wrote it, has Keras's results after each of the batches, and is written back. */
class MetricCatalogTest {
    static List<Catalog.Case> cases() {
        return Catalog.cases("metrics");
    }

    private static int width(NpyArray array) {
        return array.values().length / array.shape()[0];
    }

    private static Metric read(Catalog.Case c) throws KerasFileException {
        return MetricFormats.read(c.about().path("metric"), width(c.array("y_pred0")), width(c.array("y_true0")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAfterEachBatch(Catalog.Case c) throws KerasFileException {
        Metric metric = read(c);
        int channels = width(c.array("y_pred0"));
        double[] sums = new double[metric.sums(channels)];
        for (int batch = 0; batch < c.about().path("batches").asInt(); batch++) {
            float[] outputs = c.values("y_pred" + batch);
            float[] targets = c.values("y_true" + batch);
            int samples = outputs.length / channels;
            int width = targets.length / samples;
            float[] weights = c.has("weight" + batch) ? c.values("weight" + batch) : new float[0];
            for (int s = 0; s < samples; s++) {
                metric.add(
                        Arrays.copyOfRange(outputs, s * channels, (s + 1) * channels),
                        Arrays.copyOfRange(targets, s * width, (s + 1) * width),
                        weights.length == 0 ? 1 : weights[s], sums);
            }
            float[] expected = c.values("result" + batch);
            double[] results = metric.results(sums);
            double scale = 1e-30;
            for (float value : expected) {
                scale = Math.max(scale, Math.abs(value));
            }
            assertThat(results).hasSize(expected.length);
            for (int k = 0; k < results.length; k++) {
                assertThat(results[k]).as("batch %d, number %d", batch, k).isCloseTo(expected[k], within(1e-5 * scale));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writtenAndReadAgain(Catalog.Case c) throws KerasFileException {
        Metric metric = read(c);
        JsonNode written = JsonMapper.shared().valueToTree(MetricFormats.write(metric));
        assertThat(written.path("class_name").asString())
                .isEqualTo(c.about().path("metric").path("class_name").asString());
        assertThat(MetricFormats.read(written, 4, 1)).isEqualTo(metric);
    }
}
