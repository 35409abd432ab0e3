package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Input;
import io.fovea.losses.MeanSquaredError;
import io.fovea.optimizers.SGD;

/** Configurations made to harm: too deep, too large, ambiguous, or with Python code. */
class HostileJsonTest {
    private static final String LAMBDA = """
            {"class_name": "__lambda__", "config": {"code": "4wEAAAAAAAAAAAAAAAEAAAADAAAA", "defaults": null}}""";

    @TempDir
    Path folder;

    private Path good = Path.of("");

    @BeforeEach
    void save() throws IOException {
        good = folder.resolve("good.keras");
        try (Model model = Sequential.of(Input.of(2), Dropout.of(0.5), Dense.of(3))) {
            model.compile(new SGD(), new MeanSquaredError());
            KerasFile.save(model, good);
        }
    }

    private Path withText(String text) throws IOException {
        return KerasFileTest.with(
                good, folder.resolve("changed.keras"), "config.json", b -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Path replaced(String from, String to) throws IOException {
        String text = new String(KerasFileTest.entry(good, "config.json"), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return withText(text.replace(from, to));
    }

    private static void refused(Path file, String... reasons) {
        assertThatThrownBy(() -> KerasFile.load(file)).isInstanceOf(KerasFileException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContainingAll(reasons)
                .satisfies(e -> {
                    KerasFileTest.isOneClearLine(e.getMessage());
                    assertThat(e.getMessage()).hasSizeLessThan(5000).doesNotContain("do not fit together");
                });
    }

    @ParameterizedTest
    @CsvSource({"300", "10000", "1000000"})
    void whatIsNestedTooDeepIsRefused(int depth) throws IOException {
        refused(withText("[".repeat(depth) + "]".repeat(depth)), "config.json");
        refused(withText("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)), "config.json");
        assertThatThrownBy(() -> KerasFile.load(withText("[".repeat(300) + "]".repeat(300))))
                .hasMessageContaining("more than 256 deep");
    }

    /** What is allowed is read on whatever is left of the caller's stack. */
    @Test
    void theDepthDoesNotDependOnTheCallersStack() throws Exception {
        Path deep = replaced("\"rate\":0.5", "\"rate\":0.5,\"x\":" + "[".repeat(240) + "]".repeat(240));
        Throwable[] thrown = new Throwable[1];
        Thread small = new Thread(null, () -> {
            try {
                KerasFile.load(deep);
            } catch (Throwable e) {
                thrown[0] = e;
            }
        }, "small stack", 1 << 16);
        small.start();
        small.join();
        assertThat(thrown[0]).isInstanceOf(KerasFileException.class).hasMessageContaining("the argument 'x'");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() throws IOException {
        refused(replaced("\"rate\":0.5", "\"rate\":0.5,\"rate\":0.9"), "the field 'rate' twice", "line 1, column");
    }

    @Test
    void whatIsLargerThanAnyModelIsRefused() throws IOException {
        String values = "[],".repeat(2_000_001);
        byte[] text = ("[" + values + "1]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonText.parse("config.json", text)).isInstanceOf(KerasFileException.class)
                .hasMessageContaining("more than 2000000 values");
        refused(replaced("\"rate\":0.5", "\"rate\":\"" + "x\\n".repeat(100_000) + "\""), "'rate' should be a number");
        refused(replaced("\"Dropout\"", "\"" + "y\\n".repeat(100_000) + "\""), "isn't known");
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsPlace() throws IOException {
        refused(withText("{} {}"), "something after its end");
        refused(withText("{\"a\": tru}"), "config.json is no JSON that can be read at line 1");
        refused(withText(""), "config.json");
        refused(withText("{\"a\": \"\ud800\"}"), "config.json");
        refused(withText("null"), "config.json", "class_name");
        refused(withText("[1]"), "config.json", "class_name");
        refused(withText("1" + "0".repeat(100_000)), "config.json");
    }

    @Test
    void numbersThatAreNoneAreRefusedByTheirField() throws IOException {
        refused(replaced("\"rate\":0.5", "\"rate\":NaN"), "dropout", "'rate' should be a number", "NaN");
        refused(replaced("\"rate\":0.5", "\"rate\":-Infinity"), "dropout", "'rate' should be a number");
        refused(replaced("\"units\":3", "\"units\":NaN"), "dense", "'units' should be a whole number");
    }

    @Test
    void pythonCodeIsNeverRun() throws IOException {
        refused(replaced("\"Dropout\"", "\"Lambda\""), "the Lambda layer 'dropout'", "/layers/1", "never run");
        refused(replaced("\"activation\":\"linear\"", "\"activation\":" + LAMBDA), "Python lambda",
                "/layers/2/config/activation",
                "never run");
        LoadedModel loaded = KerasFile.load(replaced("\"MeanSquaredError\"", "\"__lambda__\""));
        loaded.model().close();
        assertThat(loaded.notCompiled().orElseThrow()).contains("Python lambda", "never run");
    }

    @Test
    void weightsThatAreNotFiniteAreWarnedOf() throws IOException {
        Path file = folder.resolve("nan.keras");
        try (Model model = Sequential.of(Input.of(2), Dense.of(3))) {
            model.setWeight(model.layers().get(1), model.weights(model.layers().get(1)).getFirst(),
                    new float[]{1, Float.NaN, 3, 4, 5, Float.POSITIVE_INFINITY});
            KerasFile.save(model, file);
        }
        LoadedModel loaded = KerasFile.load(file);
        loaded.model().close();
        assertThat(loaded.warnings()).containsExactly("layer dense, kernel: 2 of 6 numbers are NaN or infinite");
        assertThatCode(() -> Files.delete(file)).doesNotThrowAnyException();
    }
}
