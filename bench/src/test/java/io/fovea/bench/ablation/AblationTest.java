package io.fovea.bench.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.TrainTest;
import io.fovea.models.CifarRecipe;
import io.fovea.tensor.Shape;

class AblationTest {
    @TempDir
    Path folder;

    private static Dataset data(int count) {
        byte[] bytes = new byte[count * 32 * 32 * 3];
        int[] labels = new int[count];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * i >> 3);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
        }
        return Dataset.of(ByteSamples.scaled(bytes, Shape.of(32, 32, 3)), new Labels(labels), List.of("even", "odd"));
    }

    private static TrainTest data() {
        return new TrainTest(data(30), data(10), "made up", "");
    }

    private static List<Variant> small() {
        return Variant.of(CifarRecipe.FAST94.filters(24, 24, 24).epochs(1).batch(30))
                .subList(0, 2);
    }

    @Test
    void goesOnAfterTheRowsThatAreThere() throws IOException {
        Path file = folder.resolve("rows.csv");
        Row known = new Row(Variant.WHOLE, 1, 400, 0.93, 0.935, 0.94);
        Files.writeString(file, Row.HEADER + "\n" + known.line() + "\n");
        new Ablation(small(), data(), file).run(1);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3).startsWith(Row.HEADER, known.line());
        Row trained = Row.parse(lines.get(2));
        assertThat(trained.is(small().get(1), 1)).isTrue();
        assertThat(trained.seconds()).isPositive();
        assertThat(trained.alone()).isBetween(0.0, 1.0);
        assertThat(Files.readString(folder.resolve("rows.md")))
                .contains("| " + Variant.WHOLE + " | 1 | 0.9400 |", "| without whitening | 1 | ");

        byte[] bytes = Files.readAllBytes(file);
        new Ablation(small(), data(), file).run(1);
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void eachVariantLacksOneIngredient() {
        List<Variant> variants = Variant.of(CifarRecipe.FAST94);
        assertThat(variants).extracting(Variant::name).doesNotHaveDuplicates().noneMatch(name -> name.contains(","));
        assertThat(variants).extracting(Variant::recipe).doesNotHaveDuplicates();
        assertThat(variants.getFirst().recipe()).isEqualTo(CifarRecipe.FAST94);
    }

    @Test
    void theTableHasMeansOverTheSeeds() {
        AblationTable table = new AblationTable(List.of(
                new Row(Variant.WHOLE, 1, 400, 0.93, 0.935, 0.941), new Row("without it", 1, 300, 0.91, 0.915, 0.92),
                new Row(Variant.WHOLE, 2, 410, 0.931, 0.936, 0.94), Row.diverged("worse", 1)));
        assertThat(table.markdown().lines()).contains(
                "| the whole recipe | 1, 2 | 0.9405 | 0.9400 to 0.9410 |  | 0.9355 | 0.9305 | 405 |",
                "| without it | 1 | 0.9200 | 0.9200 to 0.9200 | -0.0205 | 0.9150 | 0.9100 | 300 |",
                "| worse | 1 | a loss became NaN | | | | | |");
    }

    @Test
    void rowsAreReadAsTheyWereWritten() {
        Row row = new Row("without it", 7, 401.5, 0.9312, 0.9355, 0.9401);
        assertThat(Row.parse(row.line())).isEqualTo(row);
        assertThat(Row.parse(Row.diverged("worse", 2).line())).isEqualTo(Row.diverged("worse", 2));
        assertThatThrownBy(() -> Row.parse("a,1")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a row has 6 cells");
    }
}
