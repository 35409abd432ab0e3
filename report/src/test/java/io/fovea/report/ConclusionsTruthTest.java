package io.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each sentence, read back, is true of the made-up numbers that it was computed from; an unknown sentence fails the test. */
class ConclusionsTruthTest {
    private static final int HISTORIES = 4000;
    private static final String N = "(-?\\d+\\.\\d{3}|not a number)";
    private static final double PRINTED = 0.00051;

    private final Random random = new Random(7);

    private double[] curve(int epochs, double start) {
        double[] curve = new double[epochs];
        double value = start;
        double step = List.of(0.0, 0.0001, 0.01, 0.1, 0.5).get(random.nextInt(5));
        double drift = random.nextInt(3) - 1;
        for (int i = 0; i < epochs; i++) {
            curve[i] = random.nextInt(60) == 0 ? Double.NaN : value;
            value += step * (drift + random.nextGaussian());
        }
        return curve;
    }

    private static double at(double[] curve, int index) {
        return index < 0 ? curve[curve.length + index] : curve[index];
    }

    private static void printed(String text, double value) {
        if (text.equals("not a number")) {
            assertThat(value).isNaN();
        } else {
            assertThat(Math.abs(Double.parseDouble(text) - value)).isLessThan(PRINTED);
        }
    }

    private static double min(double[] curve) {
        return Arrays.stream(curve).filter(v -> !Double.isNaN(v)).min().orElseThrow();
    }

    @Test
    void ofAHistory() {
        for (int i = 0; i < HISTORIES; i++) {
            int epochs = 1 + random.nextInt(8);
            boolean validated = random.nextBoolean();
            double[] loss = curve(epochs, random.nextBoolean() ? 1 : 0);
            double[] accuracy = curve(epochs, 0.5);
            double[] validationLoss = validated ? curve(epochs, 1) : new double[0];
            double[] validationAccuracy = validated ? curve(epochs, 0.5) : new double[0];
            List<String> sentences = TrainingConclusions.of(
                    LearningCurves.of(Histories.of(loss, accuracy, validationLoss, validationAccuracy)));
            assertThat(sentences).isNotEmpty();
            for (String sentence : sentences) {
                check(sentence, loss, accuracy, validationLoss, validationAccuracy);
            }
        }
    }

    private static void check(
            String sentence, double[] loss, double[] accuracy, double[] validationLoss, double[] validationAccuracy) {
        int last = loss.length - 1;
        Matcher m;
        if ((m = match(
                "(From epoch (\\d+) on|In epoch (\\d+)|In (\\d+) epochs), the (validation )?loss is not a finite "
                        + "number\\..*",
                sentence)) != null) {
            double[] curve = m.group(5) == null ? loss : validationLoss;
            long missing = Arrays.stream(curve).filter(Double::isNaN).count();
            if (m.group(2) != null) {
                assertThat(IntStream.range(Integer.parseInt(m.group(2)) - 1, curve.length)
                        .allMatch(i -> Double.isNaN(curve[i]))).isTrue();
            } else if (m.group(3) != null) {
                assertThat(missing).isOne();
                assertThat(curve[Integer.parseInt(m.group(3)) - 1]).isNaN();
            } else {
                assertThat(missing).isEqualTo(Long.parseLong(m.group(4)));
            }
        } else if ((m = match("Validation accuracy is highest after epoch (\\d+) \\(" + N + "\\)(.*)", sentence))
                != null) {
            int best = Integer.parseInt(m.group(1)) - 1;
            printed(m.group(2), validationAccuracy[best]);
            assertThat(Arrays.stream(validationAccuracy).filter(v -> v > validationAccuracy[best]).count()).isZero();
            assertThat(m.group(3).equals(", the last one.")).isEqualTo(best == last && last > 0);
            Matcher end = match("; after the last epoch, (\\d+), it is " + N + "\\.", m.group(3));
            if (end != null) {
                assertThat(Integer.parseInt(end.group(1))).isEqualTo(last + 1);
                printed(end.group(2), validationAccuracy[last]);
            }
        } else if (sentence.startsWith("One epoch is too short")) {
            assertThat(loss).hasSize(1);
        } else if (sentence.startsWith("No validation data were held out")) {
            assertThat(validationLoss).isEmpty();
        } else if ((m = match("Validation loss is lowest after epoch (\\d+) \\(" + N + "\\)(.*)", sentence)) != null) {
            int best = Integer.parseInt(m.group(1)) - 1;
            printed(m.group(2), validationLoss[best]);
            assertThat(validationLoss[best]).isEqualTo(min(validationLoss));
            checkTrend(m.group(3), best, loss, validationLoss);
        } else if ((m =
                match("Training loss (fell|went|has hardly changed) \\(?from " + N + " to " + N + "(.*)", sentence))
                != null) {
            printed(m.group(2), loss[0]);
            printed(m.group(3), loss[last]);
            if (m.group(1).equals("fell")) {
                assertThat(loss[last]).isLessThan(loss[0]).isEqualTo(min(loss));
                assertThat(m.group(2)).isNotEqualTo(m.group(3));
                boolean falling = m.group(4).startsWith(" and was still falling");
                assertThat(loss[last] < loss[last - 1]).isTrue();
                assertThat(falling || m.group(4).equals(", but hardly any more at the end.")).isTrue();
                double before = min(Arrays.copyOf(loss, last));
                assertThat(falling).isEqualTo(before - loss[last] > Math.max(0.0005, 0.02 * Math.abs(before)));
            } else if (m.group(1).equals("went")) {
                Matcher lowest = match("; it was lowest after epoch (\\d+) \\(" + N + "\\)\\.", m.group(4));
                printed(lowest.group(2), min(loss));
                assertThat(loss[Integer.parseInt(lowest.group(1)) - 1]).isEqualTo(min(loss));
            } else {
                assertThat(Math.abs(loss[last] - loss[0]))
                        .isLessThanOrEqualTo(Math.max(0.0005, 0.02 * Math.abs(loss[0])));
            }
        } else if ((m =
                match("In the last epoch the accuracy is (\\S+)% on the training images but (\\S+)% on the validation "
                        + "images, a gap of (\\S+) points\\.", sentence))
                != null) {
            assertThat(Double.parseDouble(m.group(1)) / 100).isCloseTo(at(accuracy, -1), within());
            assertThat(Double.parseDouble(m.group(2)) / 100).isCloseTo(at(validationAccuracy, -1), within());
            assertThat(Math.round(10 * (Double.parseDouble(m.group(1)) - Double.parseDouble(m.group(2)))))
                    .isEqualTo(Math.round(10 * Double.parseDouble(m.group(3)))).isGreaterThan(50);
        } else {
            throw new AssertionError("a sentence that is not checked: " + sentence);
        }
    }

    private static void checkTrend(String rest, int best, double[] loss, double[] validation) {
        int last = loss.length - 1;
        Matcher m;
        if (rest.startsWith(", the last one")) {
            assertThat(best).isEqualTo(last);
            double before = min(Arrays.copyOf(validation, last));
            assertThat(rest.contains("it was still falling"))
                    .isEqualTo(before - validation[last] > Math.max(0.0005, 0.02 * Math.abs(before)));
        } else if ((m =
                match("\\. After that the model overfits: the training loss has fallen further \\(from " + N + " to "
                        + N + "\\) while the validation loss has risen \\(to " + N + "\\)\\..*", rest))
                != null) {
            printed(m.group(1), loss[best]);
            printed(m.group(2), loss[last]);
            printed(m.group(3), validation[last]);
            assertThat(loss[last]).isLessThan(loss[best]);
            assertThat(validation[last]).isGreaterThan(validation[best]);
        } else if ((m =
                match(" and has risen since \\(to " + N + "\\), while the training loss has not fallen either \\(from "
                        + N + " to " + N + "\\).*", rest))
                != null) {
            printed(m.group(1), validation[last]);
            assertThat(validation[last]).isGreaterThan(validation[best]);
            assertThat(loss[last]).isGreaterThanOrEqualTo(loss[best] - Math.max(0.0005, 0.02 * Math.abs(loss[best])));
        } else if (rest.startsWith(" and has hardly changed since")) {
            for (int i = best; i <= last; i++) {
                assertThat(validation[i] - validation[best])
                        .isLessThanOrEqualTo(Math.max(0.0005, 0.02 * validation[i]));
            }
        } else if ((m =
                match("; it fluctuated since then, and is about the same after the last epoch \\(" + N + "\\)\\.",
                        rest))
                != null) {
            printed(m.group(1), validation[last]);
            assertThat(Arrays.stream(validation, best, validation.length).max().orElseThrow())
                    .isGreaterThan(validation[last]);
        } else {
            throw new AssertionError("a trend that is not checked: " + rest);
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(PRINTED);
    }

    private static Matcher match(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.matches() ? matcher : null;
    }

    @ParameterizedTest
    @EnumSource(DataPart.class)
    void ofAMatrix(DataPart part) {
        for (int i = 0; i < 1000; i++) {
            int classes = 1 + random.nextInt(14);
            int samples = 1 + random.nextInt(200);
            int skew = random.nextInt(4);
            int[] truth = IntStream.range(0, samples).map(s -> random.nextInt(classes)).toArray();
            int[] predicted = IntStream.range(0, samples).map(s -> switch (skew) {
                case 0 -> truth[s];
                case 1 -> 0;
                case 2 -> random.nextInt(classes);
                default -> random.nextInt(4) == 0 ? random.nextInt(classes) : truth[s];
            }).toArray();
            List<String> names = IntStream.range(0, classes).mapToObj(c -> "c" + (char) ('a' + c)).toList();
            ConfusionMatrix matrix = ConfusionMatrix.of(truth, predicted, names);
            for (String sentence : ClassConclusions.of(matrix, part)) {
                check(sentence, matrix, names, part);
            }
        }
    }

    private static void check(String sentence, ConfusionMatrix matrix, List<String> names, DataPart part) {
        List<Integer> named = new ArrayList<>();
        Matcher name = Pattern.compile("\\bc([a-n])\\b").matcher(sentence);
        while (name.find()) {
            named.add(names.indexOf("c" + name.group(1)));
        }
        double[] recalls = IntStream.range(0, names.size()).mapToDouble(matrix::recall)
                .filter(r -> !Double.isNaN(r)).toArray();
        Matcher m;
        if ((m = match(
                "(\\d+) of (\\d+) (\\w+) images are recognised \\((\\S+)%\\); always naming the most frequent class "
                        + "would give (\\S+)%\\.",
                sentence)) != null) {
            assertThat(m.group(3)).isEqualTo(part.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(Integer.parseInt(m.group(1)))
                    .isEqualTo(IntStream.range(0, names.size()).map(i -> matrix.count(i, i)).sum());
            assertThat(Integer.parseInt(m.group(2))).isEqualTo(matrix.total());
            int most = IntStream.range(0, names.size()).map(matrix::support).max().orElseThrow();
            assertThat(Double.parseDouble(m.group(5)))
                    .isCloseTo(100.0 * most / matrix.total(), org.assertj.core.api.Assertions.within(0.051));
        } else if (sentence.startsWith("The model answers")) {
            assertThat(sentence).contains("to every " + part + " image");
            assertThat(matrix.predictions(named.getFirst())).isEqualTo(matrix.total());
        } else if (sentence.startsWith("The strongest class")) {
            double best = Arrays.stream(recalls).max().orElseThrow();
            assertThat(named).isNotEmpty().allMatch(i -> matrix.recall(i) == best);
            assertThat(sentence.startsWith("The strongest class is"))
                    .isEqualTo(Arrays.stream(recalls).filter(r -> r == best).count() == 1);
        } else if (sentence.startsWith("The weakest class")) {
            double worstLeftOut = IntStream.range(0, names.size())
                    .filter(i -> !named.contains(i) && matrix.support(i) > 0)
                    .mapToDouble(matrix::recall).min().orElse(1);
            assertThat(named).isNotEmpty().allMatch(i -> matrix.recall(i) <= worstLeftOut);
            assertThat(sentence).contains(String.format(
                    java.util.Locale.ROOT, "; the mean over the classes is %.1f%%.",
                    100 * Arrays.stream(recalls).average().orElseThrow()));
        } else if (sentence.startsWith("Most often confused are")) {
            Matcher pair = Pattern.compile("(c\\w) taken for (c\\w) (once|(\\d+) times), the other way round "
                    + "(never|once|(\\d+) times)").matcher(sentence);
            assertThat(pair.find()).isTrue();
            pair.reset();
            while (pair.find()) {
                int a = names.indexOf(pair.group(1));
                int b = names.indexOf(pair.group(2));
                assertThat(matrix.count(a, b))
                        .isEqualTo(pair.group(4) == null ? 1 : Integer.parseInt(pair.group(4)));
                assertThat(matrix.count(b, a)).isEqualTo(switch (pair.group(5)) {
                    case "never" -> 0;
                    case "once" -> 1;
                    default -> Integer.parseInt(pair.group(6));
                });
            }
        } else if (sentence.startsWith("Never given as an answer:")) {
            assertThat(named).isNotEmpty().allMatch(i -> matrix.predictions(i) == 0 && matrix.support(i) > 0);
        } else {
            throw new AssertionError("a sentence that is not checked: " + sentence);
        }
    }

    /** What the test before this one missed: the falling word for a loss that has risen. */
    @Test
    void aLossThatRoseIsNotCalledFalling() {
        String text = String.join("\n", TrainingConclusions.of(
                LearningCurves.of(Histories.withoutValidation(1.120, 1.5, 1.303))));
        assertThat(text).contains("Training loss went from 1.120 to 1.303; it was lowest after epoch 1 (1.120).")
                .doesNotContain("falling");
    }

    @Test
    void thePageSaysOfHowManyViewsItsMatrixIs() {
        RunData alone = Runs.random(8, 3, List.of("a", "b"), Histories.overfitting());
        RunData six = new RunData(
                alone.title(), alone.model(), alone.part(), alone.samples(), alone.classNames(), alone.history(),
                alone.probabilities(), 6, alone.provenance());
        assertThat(Page.of(six)).contains("images recognised by the mean of 6 views", "by the mean of 6 views of it");
        assertThat(Page.of(alone)).doesNotContain(" views");
    }

    @Test
    void thePageNamesThePartOfTheData() {
        RunData run = Runs.random(8, 3, List.of("a", "b"), Histories.overfitting());
        for (DataPart part : DataPart.values()) {
            String page = Page.of(new RunData(
                    run.title(), run.model(), part, run.samples(), run.classNames(), run.history(), run.probabilities(),
                    run.provenance()));
            assertThat(page).contains("Counts of " + part + " images", "On the " + part + " images",
                    part + " image 0: a",
                    "Images of the " + part + " data");
            for (DataPart other : DataPart.values()) {
                if (other != part) {
                    assertThat(page).doesNotContain("of " + other + " images", "the " + other + " images (");
                }
            }
        }
    }
}
