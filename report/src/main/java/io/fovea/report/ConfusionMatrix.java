package io.fovea.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often samples of each class were taken for which class: {@code counts()[truth][prediction]}. Right answers lie
 * on the diagonal.
 *
 * <p>Example: {@code ConfusionMatrix.of(truth, model.predictClasses(images), List.of("cat", "dog")).recall(0)} is the
 * share of the cats that were recognized.
 */
public final class ConfusionMatrix {
    private final int[][] counts;
    private final List<String> classNames;

    private ConfusionMatrix(int[][] counts, List<String> classNames) {
        this.counts = counts;
        this.classNames = classNames;
    }

    /**
     * Counts.
     *
     * @param truth the class index of each sample
     * @param predicted what the model took it for, in the same order
     * @param classNames what the class indices mean; empty: there are as many classes as the largest index asks for,
     *     and they are called by their number
     * @throws IllegalArgumentException when there are no samples, the lengths differ, or an index has no class
     */
    public static ConfusionMatrix of(int[] truth, int[] predicted, List<String> classNames) {
        if (truth.length == 0 || truth.length != predicted.length) {
            throw new IllegalArgumentException(
                    "a confusion matrix needs one prediction for each of one or more samples, but got " + truth.length
                            + " samples and " + predicted.length + " predictions");
        }
        List<String> names = classNames.isEmpty()
                ? numbers(1 + Math.max(Arrays.stream(truth).max().orElse(0), Arrays.stream(predicted).max().orElse(0)))
                : List.copyOf(classNames);
        int[][] counts = new int[names.size()][names.size()];
        for (int i = 0; i < truth.length; i++) {
            counts[checked(truth[i], i, "label", names)][checked(predicted[i], i, "prediction", names)]++;
        }
        return new ConfusionMatrix(counts, names);
    }

    /** Names for classes that have none: "0", "1", … */
    static List<String> numbers(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    private static int checked(int index, int sample, String what, List<String> names) {
        if (index < 0 || index >= names.size()) {
            throw new IllegalArgumentException(
                    what + " " + index + " of sample " + sample + " is no class: there are " + names.size()
                            + ", 0 to " + (names.size() - 1));
        }
        return index;
    }

    /** A copy of the counts, {@code [truth][prediction]}. */
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /** How many samples of class {@code truth} were taken for class {@code predicted}. */
    public int count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** The names of the classes, in the order of their indices. */
    public List<String> classNames() {
        return classNames;
    }

    /** How many classes there are. */
    public int classes() {
        return counts.length;
    }

    /** How many samples there are. */
    public int total() {
        return IntStream.range(0, classes()).map(this::support).sum();
    }

    /** How many samples of class {@code i} there are. */
    public int support(int i) {
        return Arrays.stream(counts[i]).sum();
    }

    /** How many samples were taken for class {@code i}, rightly or not. */
    public int predictions(int i) {
        return Arrays.stream(counts).mapToInt(row -> row[i]).sum();
    }

    /** The share of the samples of class {@code i} that were recognized, in [0, 1]; NaN when there are none. */
    public double recall(int i) {
        return (double) counts[i][i] / support(i);
    }

    /** The share of the samples taken for class {@code i} that are of it, in [0, 1]; NaN when there are none. */
    public double precision(int i) {
        return (double) counts[i][i] / predictions(i);
    }

    /**
     * The harmonic mean of precision and recall of class {@code i}, in [0, 1]: {@code 2 hits / (samples +
     * predictions)}; NaN when it has neither samples nor predictions.
     */
    public double f1(int i) {
        return 2.0 * counts[i][i] / (support(i) + predictions(i));
    }

    /** The share of all samples whose class was recognized, in [0, 1]. */
    public double accuracy() {
        return (double) IntStream.range(0, classes()).map(i -> counts[i][i]).sum() / total();
    }

    /**
     * The classes with most mistakes, whether their samples were taken for others or others for them.
     *
     * @param limit how many at most
     * @return their indices, ascending
     */
    public int[] mostConfused(int limit) {
        int[] mistakes = IntStream.range(0, classes())
                .map(i -> support(i) + predictions(i) - 2 * counts[i][i])
                .toArray();
        return IntStream.range(0, classes())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -mistakes[i]))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** The matrix as a table for a terminal of 80 columns: see {@link #text(int)}. */
    public String text() {
        return text(80);
    }

    /**
     * The matrix as a table of characters: a row for each true class, a column for each prediction, recall at the end. It
     * shows at most ten classes, those with most mistakes, and fewer where the terminal is narrow.
     *
     * @param columns of the terminal
     */
    public String text(int columns) {
        return new ConfusionText(this, columns).toString();
    }

    /**
     * The counts as comma-separated values (RFC 4180): a header with the predictions, then a row for each true class.
     */
    public String csv() {
        List<String> lines = new ArrayList<>();
        lines.add("truth," + classNames.stream().map(ConfusionMatrix::quoted).collect(Collectors.joining(",")));
        for (int i = 0; i < classes(); i++) {
            lines.add(quoted(classNames.get(i)) + "," + Arrays.stream(counts[i]).mapToObj(Integer::toString)
                    .collect(Collectors.joining(",")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
