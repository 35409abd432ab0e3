package io.fovea.bench.peers;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class ConversationTest {
    @TempDir
    private Path folder = Path.of("");

    /** Two classes that one dense layer tells apart. */
    private static final Dataset DATA = Dataset.of(
            new FloatSamples(new Tensor(4, Shape.of(2), new float[]{1, 0, 0, 1, 1, 0, 0, 1})),
            new Labels(new int[]{0, 1, 0, 1}));

    @Test
    void trainingAnswersEachOrder() {
        List<String> answers = answers(
                "learn 2\nrun 0.05\nrun 0\n",
                (model, talk) -> TrainingWorker.run(model, DATA, 2, talk));

        assertThat(answers.get(0)).isEqualTo("ready weights=6 flops=16");
        assertThat(answers.get(1)).matches("loss [01]\\.\\d{6}");
        assertThat(answers.subList(2, 4)).allMatch(line -> line.matches("rate \\d+\\.\\d{3}"));
        assertThat(answers).hasSize(4);
    }

    @Test
    void lossIsOfTheLaterHalfOfTheSteps() {
        List<String> all = answers("learn 1\n", (model, talk) -> TrainingWorker.run(model, DATA, 4, talk));
        List<String> half = answers("learn 2\n", (model, talk) -> TrainingWorker.run(model, DATA, 2, talk));

        // The second batch is as the first, so after a step its loss is less than the first's, which is that of all.
        assertThat(loss(half)).isLessThan(loss(all));
    }

    private static double loss(List<String> answers) {
        return Double.parseDouble(answers.get(1).split(" ")[1]);
    }

    @Test
    void inferenceAnswersEachOrder() {
        List<String> answers =
                answers("run 0.01\nquit\n", (model, talk) -> InferenceWorker.run(model, 3, folder, talk));

        assertThat(answers.get(0)).isEqualTo("ready weights=6 flops=8");
        assertThat(answers.get(1)).matches("rate \\d+\\.\\d{3}");
        assertThat(answers).hasSize(2);
    }

    @Test
    void inferenceHandsWeightsSamplesAndOutputsToThePeers() throws IOException {
        Path outputs = folder.resolve("with a space.f32");
        List<String> answers = answers(
                "outputs " + outputs + "\n", (model, talk) -> InferenceWorker.run(model, 3, folder, talk));

        assertThat(answers.get(1)).isEqualTo("outputs 6");
        Path shared = folder.resolve("inference");
        assertThat(shared.resolve("weights.txt")).hasContent("Dense 0 kernel 2 2\nDense 0 bias 2\n");
        float[] w = floats(shared.resolve("weights.f32"));
        float[] x = floats(shared.resolve("input.f32"));
        float[] y = floats(outputs);
        assertThat(x).hasSize(6);
        assertThat(w[4]).as("a bias that matters").isNotZero();
        for (int sample = 0; sample < 3; sample++) {
            float a = x[2 * sample] * w[0] + x[2 * sample + 1] * w[2] + w[4];
            float b = x[2 * sample] * w[1] + x[2 * sample + 1] * w[3] + w[5];
            // The softmax of two numbers; the sums of four are rounded in another order.
            assertThat((double) y[2 * sample]).isCloseTo(1 / (1 + Math.exp(b - a)), within(1e-6));
        }
    }

    private static float[] floats(Path file) throws IOException {
        FloatBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Test
    void peakIsAnsweredAtAnyTime() {
        List<String> answers = answers("peak\n", (model, talk) -> InferenceWorker.run(model, 1, folder, talk));

        assertThat(Double.parseDouble(answers.get(1).split(" ")[1])).isGreaterThan(1e6);
    }

    @Test
    void refusesBatchesThatAreNotWhole() {
        assertThatThrownBy(() -> answers("", (model, talk) -> TrainingWorker.run(model, DATA, 3, talk)))
                .hasMessage("4 samples don't make whole batches of 3");
    }

    private interface Work {
        void with(Model model, Conversation conversation);
    }

    private static List<String> answers(String orders, Work work) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Conversation conversation = new Conversation(
                new ByteArrayInputStream(orders.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), 1);
        try (Model model = Sequential.of(Input.of(2), Dense.of(2).activation(SOFTMAX))) {
            model.threads(1);
            work.with(model, conversation);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
