package io.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.training.History;

class ConclusionsTest {
    private static final List<String> ANIMALS = List.of("cat", "dog", "frog", "ship");

    /** A matrix with the given counts. */
    private static ConfusionMatrix matrix(List<String> names, int[]... counts) {
        List<Integer> truth = new ArrayList<>();
        List<Integer> predicted = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                for (int n = 0; n < counts[i][j]; n++) {
                    truth.add(i);
                    predicted.add(j);
                }
            }
        }
        return ConfusionMatrix.of(
                truth.stream().mapToInt(i -> i).toArray(), predicted.stream().mapToInt(i -> i).toArray(), names);
    }

    private static String of(History history) {
        return String.join("\n",
                Conclusions.of(history, matrix(List.of("a", "b"), new int[]{9, 1}, new int[]{1, 9}), DataPart.TEST, 1));
    }

    private static String of(ConfusionMatrix matrix) {
        return String.join("\n", Conclusions.of(new History(), matrix, DataPart.TEST, 1));
    }

    @Test
    void theMeanOfViewsIsSaidBeforeWhatIsSeenByIt() {
        ConfusionMatrix matrix = matrix(List.of("a", "b"), new int[]{9, 1}, new int[]{1, 9});
        String sentence = "From here on an image is recognised by the mean of 6 views of it (test-time augmentation).";
        List<String> sentences = Conclusions.of(Histories.overfitting(), matrix, DataPart.TEST, 6);
        int at = sentences.indexOf(sentence);
        assertThat(at).isPositive();
        assertThat(sentences.get(at - 1)).doesNotContain("images are recognised");
        assertThat(sentences.get(at + 1)).startsWith("18 of 20 test images are recognised");
        assertThat(Conclusions.of(Histories.overfitting(), matrix, DataPart.TEST, 1)).doesNotContain(sentence);
    }

    @Test
    void overfittingIsSeenWithItsEpochAndItsGap() {
        assertThat(of(Histories.overfitting()))
                .contains(
                        "Validation accuracy is highest after epoch 6 (0.686); after the last epoch, 10, it is 0.676.")
                .contains("Validation loss is lowest after epoch 3 (0.950). After that the model overfits")
                .contains("(from 0.980 to 0.580)").contains("(to 1.100)")
                .contains("79.0% on the training images but 67.6% on the validation images")
                .contains("a gap of 11.4 points");
    }

    @Test
    void aModelThatStillImprovesIsToBeTrainedLonger() {
        assertThat(of(Histories.of(
                new double[]{2.0, 1.8, 1.7}, new double[]{0.2, 0.3, 0.35}, new double[]{1.9, 1.75, 1.65},
                new double[]{0.25, 0.31, 0.36})))
                .contains(
                        "Validation loss is lowest after epoch 3 (1.650), the last one: it was still falling.")
                .contains("highest after epoch 3 (0.360), the last one.").doesNotContain("overfits")
                .doesNotContain("gap");
    }

    @Test
    void aLevelCurveIsCalledLevel() {
        assertThat(of(Histories.of(
                new double[]{1.0, 0.9, 0.89}, new double[]{0.6, 0.7, 0.7}, new double[]{1.0, 0.900, 0.905},
                new double[]{0.6, 0.7, 0.7}))).contains("hardly changed since").doesNotContain("overfits");
    }

    @Test
    void bothLossesRisingIsNotCalledOverfitting() {
        assertThat(of(Histories.of(
                new double[]{1.0, 1.5, 2.0}, new double[]{0.6, 0.5, 0.4}, new double[]{1.0, 1.5, 2.0},
                new double[]{0.6, 0.5, 0.4}))).contains("smaller learning rate").doesNotContain("overfits");
    }

    @Test
    void withoutValidationOnlyTheTrainingIsJudged() {
        assertThat(of(Histories.withoutValidation(2.0, 1.5, 1.2)))
                .contains("Training loss fell from 2.000 to 1.200 and was still falling")
                .contains("No validation data were held out")
                .doesNotContain("Validation");
        assertThat(of(Histories.withoutValidation(2.0, 1.2, 1.3))).contains("it was lowest after epoch 2");
    }

    @Test
    void oneEpochIsNoTrend() {
        assertThat(of(Histories.of(new double[]{1}, new double[]{0.9}, new double[]{2}, new double[]{0.4})))
                .contains("One epoch is too short").contains("highest after epoch 1 (0.400).")
                .doesNotContain("overfits");
    }

    @Test
    void aLossThatIsNoNumberIsSaid() {
        assertThat(of(Histories.of(
                new double[]{1, Double.NaN, Double.NaN}, new double[]{0.5, 0.1, 0.1},
                new double[]{1, Double.NaN, Double.NaN}, new double[]{0.5, 0.1, 0.1})))
                .contains("From epoch 2 on, the loss is not a finite number.").doesNotContain("overfits");
    }

    @Test
    void weakestAndStrongestClassesAndConfusedPairsAreNamed() {
        String text = of(matrix(
                ANIMALS, new int[]{500, 300, 150, 50}, new int[]{200, 600, 150, 50}, new int[]{50, 40, 900, 10},
                new int[]{10, 10, 10, 970}));
        assertThat(text)
                .contains("2,970 of 4,000 test images are recognised (74.3%)")
                .contains("most frequent class would give 25.0%")
                .contains("The strongest class is ship (97.0% recognised).")
                .contains(
                        "The weakest classes are cat (50.0% recognised) and dog (60.0% recognised); the mean over the classes is 74.3%.")
                .contains(
                        "Most often confused are cat and dog (cat taken for dog 300 times, the other way round 200 "
                                + "times), "
                                + "cat and frog (");
    }

    @Test
    void whatChanceExplainsIsNotCalledWeak() {
        assertThat(of(matrix(List.of("a", "b"), new int[]{4, 1}, new int[]{0, 5}))).doesNotContain("weakest")
                .contains("Most often confused are a and b (a taken for b once, the other way round never).");
    }

    @Test
    void theSameAnswerToEverythingIsSaid() {
        assertThat(of(matrix(List.of("a", "b"), new int[]{5, 0}, new int[]{5, 0})))
                .contains("The model answers a to every test image").doesNotContain("strongest");
    }

    @Test
    void aClassThatIsNeverNamedIsSaid() {
        assertThat(of(matrix(List.of("a", "b", "c"), new int[]{5, 1, 0}, new int[]{1, 5, 0}, new int[]{2, 3, 0})))
                .contains("Never given as an answer: c.").contains("strongest classes are a and b (83.3% recognised)");
    }

    @Test
    void namesThatAreNumbersAreQuoted() {
        assertThat(of(matrix(List.of(), new int[]{4, 1}, new int[]{0, 5}))).contains("(“0” taken for “1” once,");
    }

    @Test
    void pairsThatDontStandOutAreNotNamed() {
        assertThat(of(matrix(
                ANIMALS, new int[]{5, 1, 1, 1}, new int[]{0, 5, 2, 1}, new int[]{0, 0, 5, 1}, new int[]{0, 0, 0, 5})))
                .contains(
                        "Most often confused are dog and frog (dog taken for frog 2 times, the other way round "
                                + "never).");
    }

    @Test
    void aFaultlessModelHasNeitherWeakClassesNorPairs() {
        assertThat(of(matrix(List.of("a", "b"), new int[]{5, 0}, new int[]{0, 5}))).contains("(100.0%)")
                .doesNotContain("confused").doesNotContain("weakest").doesNotContain("strongest");
    }
}
