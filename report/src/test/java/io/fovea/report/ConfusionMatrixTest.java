package io.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private final ConfusionMatrix matrix = ConfusionMatrix.of(
            new int[]{0, 0, 0, 0, 1, 1, 2, 2, 2, 2}, new int[]{0, 0, 1, 2, 1, 0, 2, 2, 2, 1},
            List.of("cat", "dog", "frog"));

    @Test
    void countsTruthInRowsAndPredictionsInColumns() {
        assertThat(matrix.counts()).isDeepEqualTo(new int[][]{{2, 1, 1}, {1, 1, 0}, {0, 1, 3}});
        assertThat(matrix.total()).isEqualTo(10);
        assertThat(matrix.support(0)).isEqualTo(4);
        assertThat(matrix.predictions(0)).isEqualTo(3);
    }

    @Test
    void figuresAreThoseReckonedByHand() {
        assertThat(matrix.accuracy()).isEqualTo(0.6);
        assertThat(matrix.recall(0)).isEqualTo(2 / 4.0);
        assertThat(matrix.precision(0)).isEqualTo(2 / 3.0);
        assertThat(matrix.f1(0)).isCloseTo(2 * 0.5 * (2 / 3.0) / (0.5 + 2 / 3.0), within(1e-12));
        assertThat(matrix.recall(2)).isEqualTo(3 / 4.0);
        assertThat(matrix.precision(1)).isEqualTo(1 / 3.0);
    }

    @Test
    void aClassWithoutSamplesHasNoRecallAndOneNeverNamedNoPrecision() {
        ConfusionMatrix two = ConfusionMatrix.of(new int[]{0, 0}, new int[]{1, 1}, List.of("a", "b"));
        assertThat(two.recall(1)).isNaN();
        assertThat(two.precision(0)).isNaN();
        assertThat(two.f1(0)).isZero();
    }

    @Test
    void classesWithoutNamesAreNumbered() {
        assertThat(ConfusionMatrix.of(new int[]{0, 2}, new int[]{1, 1}, List.of()).classNames())
                .containsExactly("0", "1", "2");
    }

    @Test
    void mostConfusedAreThoseInMostMistakes() {
        // Mistakes: cat 2 + 1, dog 1 + 2, frog 1 + 1.
        assertThat(matrix.mostConfused(2)).containsExactly(0, 1);
        assertThat(matrix.mostConfused(9)).containsExactly(0, 1, 2);
    }

    @Test
    void countsCantBeChangedFromOutside() {
        matrix.counts()[0][0] = 99;
        assertThat(matrix.count(0, 0)).isEqualTo(2);
    }

    @Test
    void textIsAligned() {
        assertThat(matrix.text()).isEqualTo("""
                Rows: true class. Columns: predicted class.
                truth  cat  dog frog  recall
                cat      2    1    1   0.500
                dog      1    1    0   0.500
                frog     0    1    3   0.750
                """);
    }

    @Test
    void textOfTenClassesFitsATerminal() {
        int[] truth = IntStream.range(0, 10_000).map(i -> i % 10).toArray();
        List<String> names = List.of(
                "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
        String text = ConfusionMatrix.of(truth, truth, names).text();
        assertThat(text.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(80);
        assertThat(text.lines().skip(1).mapToInt(String::length).distinct().count()).isEqualTo(1);
        assertThat(text).contains(" airpl").contains("automobile");
    }

    @Test
    void namesAreNotCutWhereThereIsRoom() {
        ConfusionMatrix two = ConfusionMatrix.of(
                new int[]{0, 1}, new int[]{0, 0}, List.of("brown bear in the zoo", "polar bear"));
        assertThat(two.text(80)).isEqualTo("""
                Rows: true class. Columns: predicted class.
                truth                 brown bear in the zoo            polar bear  recall
                brown bear in the zoo                     1                     0   1.000
                polar bear                                1                     0   0.000
                """);
        assertThat(two.text(60)).contains("brown bear in  ", "polar bear  recall", "\nbrown bear in the zoo ");
    }

    @Test
    void textFitsTerminalsOfAnyWidth() {
        int[] truth = IntStream.range(0, 10_000).map(i -> i % 12).toArray();
        List<String> names = IntStream.range(0, 12).mapToObj(i -> "größte Klasse " + i).toList();
        ConfusionMatrix matrix = ConfusionMatrix.of(truth, truth, names);
        for (int columns = 30; columns < 200; columns++) {
            List<String> table = matrix.text(columns).lines().filter(l -> !l.contains("class")).toList();
            assertThat(table.stream().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(columns);
            assertThat(table.stream().mapToInt(String::length).distinct().count()).isEqualTo(1);
        }
        assertThat(matrix.text(0)).contains("2 of 12 classes").hasLineCount(5);
    }

    @Test
    void textNumbersNamesThatBeginAlikeAndShowsTheWorstOfMany() {
        int[] truth = IntStream.range(0, 50).toArray();
        int[] predicted = truth.clone();
        predicted[40] = 41;
        List<String> names = Arrays.stream(truth).mapToObj(i -> "class_" + i).toList();
        assertThat(ConfusionMatrix.of(truth, predicted, names).text())
                .startsWith("10 of 50 classes, by number of mistakes:")
                .contains("40 class_40").contains("41 class_41").doesNotContain("49 class_49");
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertThat(ConfusionMatrix.of(new int[]{0, 1}, new int[]{0, 0}, List.of("a,b", "say \"c\"")).csv())
                .isEqualTo("""
                        truth,"a,b","say ""c\"""
                        "a,b",1,0
                        "say ""c\""",1,0
                        """);
    }

    @Test
    void refusesWhatHasNoClassAndSaysWhat() {
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[]{0, 3}, new int[]{0, 0}, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 3 of sample 1 is no class: there are 2, 0 to 1");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[]{0}, new int[]{-1}, List.of("a")))
                .hasMessageContaining("prediction -1 of sample 0");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[]{0}, new int[0], List.of("a")))
                .hasMessageContaining("1 samples and 0 predictions");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[0], new int[0], List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
