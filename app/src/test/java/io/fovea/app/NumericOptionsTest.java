package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extreme values that are allowed; those that are not are in {@link BadInputTest}. */
class NumericOptionsTest {
    @TempDir
    static Path files;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeData() throws IOException {
        Stripes.npz(files.resolve("good.npz"));
        assertThat(Typed.train(files, "run").code()).isZero();
    }

    /** Commands on the common files. */
    private static final class Typed {
        private Typed() {}

        static CommandResult train(Path where, String run, String... more) {
            return CommandResult.fovea(java.util.stream.Stream.concat(
                    java.util.stream.Stream.of("train", files.resolve("good.npz"), "--epochs", 1, "--out",
                            where.resolve(run)),
                    java.util.stream.Stream.of(more)).toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed 9223372036854775807", "--seed -9223372036854775808", "--checkpoint 0",
        "--checkpoint 1e300", "--checkpoint 4.9e-324", "--learning-rate 1.1754944E-38", "--threads 1024",
        "--validation 0.9", "--batch 1"})
    void trains(String option) {
        String[] words = option.split(" ");
        CommandResult result = Typed.train(folder, "run", words[0] + "=" + words[1]);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(folder.resolve("run/model.keras")).exists();
    }

    /** Rounding up the number of batches overflowed: no step was made, and the model was saved as it was. */
    @Test
    void aBatchLargerThanTheDataIsAllOfThem() throws IOException {
        for (String batch : List.of("60", "2147483647")) {
            CommandResult result = Typed.train(folder, batch, "--batch", batch);
            assertThat(result.code()).as(result.err()).isZero();
        }

        List<String> all = Files.readAllLines(folder.resolve("60/history.csv"));
        List<String> huge = Files.readAllLines(folder.resolve("2147483647/history.csv"));
        assertThat(huge.get(1).substring(0, huge.get(1).lastIndexOf(',')))
                .isEqualTo(all.get(1).substring(0, all.get(1).lastIndexOf(',')));
    }

    @Test
    void topNamesAllClassesAtMost() throws IOException {
        Path image = Stripes.image(folder.resolve("a.png"), 1);

        CommandResult result = CommandResult.fovea("predict", files.resolve("run"), image, "--top", Integer.MAX_VALUE);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().split(",")).hasSize(Stripes.CLASSES);
    }

    @Test
    void aPlanOfAHugeBatchEndsWithOneLine() {
        CommandResult result = CommandResult.fovea("summary", files.resolve("run"), "--plan", "--batch", 1 << 30);

        assertThat(result.code()).isIn(0, 1);
        assertThat(result.err()).doesNotContain("should not be possible", "Exception", "\tat ");
    }
}
