package io.fovea.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a confusion matrix tells: which classes the model is good and bad at, and which ones it takes for each other.
 */
final class ClassConclusions {
    /** Recall this far below the mean is called weak. */
    private static final double CLEARLY_BELOW = 0.05;
    private static final int NAMED_CLASSES = 5;
    private static final int NAMED_PAIRS = 3;

    private final ConfusionMatrix matrix;
    private final DataPart part;
    private final List<Integer> present;

    private ClassConclusions(ConfusionMatrix matrix, DataPart part) {
        this.matrix = matrix;
        this.part = part;
        present = IntStream.range(0, matrix.classes()).filter(i -> matrix.support(i) > 0).boxed().toList();
    }

    static List<String> of(ConfusionMatrix matrix, DataPart part) {
        return new ClassConclusions(matrix, part).sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(accuracy());
        Optional<String> constant = constantAnswer();
        if (constant.isPresent()) {
            sentences.add(constant.get());
            return sentences;
        }
        strongest().ifPresent(sentences::add);
        weakest().ifPresent(sentences::add);
        confusedPairs().ifPresent(sentences::add);
        neverNamed().ifPresent(sentences::add);
        return sentences;
    }

    private String accuracy() {
        int right = IntStream.range(0, matrix.classes()).map(i -> matrix.count(i, i)).sum();
        int most = present.stream().mapToInt(matrix::support).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s images are recognised (%.1f%%); always naming the most frequent class would give "
                        + "%.1f%%.",
                right, matrix.total(), part, 100 * matrix.accuracy(), 100.0 * most / matrix.total());
    }

    private Optional<String> constantAnswer() {
        return IntStream.range(0, matrix.classes())
                .filter(i -> present.size() > 1 && matrix.predictions(i) == matrix.total())
                .mapToObj(i -> "The model answers " + name(i)
                        + " to every " + part + " image: it does not distinguish the classes.")
                .findFirst();
    }

    private Optional<String> strongest() {
        double most = present.stream().mapToDouble(matrix::recall).max().orElse(0);
        List<Integer> strong = present.stream().filter(i -> matrix.recall(i) == most).toList();
        // Where all are equal, none is strongest.
        if (most == 0 || strong.size() == present.size()) {
            return Optional.empty();
        }
        return Optional.of((strong.size() == 1 ? "The strongest class is " : "The strongest classes are ")
                + some(strong.stream().map(this::name).toList())
                + String.format(Locale.ROOT, " (%.1f%% recognised).", 100 * most));
    }

    private Optional<String> weakest() {
        double mean = present.stream().mapToDouble(matrix::recall).average().orElse(0);
        List<Integer> weak = present.stream()
                .filter(i -> mean - matrix.recall(i) > Math.max(CLEARLY_BELOW, chance(mean, i)))
                .sorted(Comparator.comparingDouble(matrix::recall))
                .toList();
        if (weak.isEmpty()) {
            return Optional.empty();
        }
        String names = some(weak.stream().map(this::withRecall).toList());
        String sentence = weak.size() == 1 ? "The weakest class is " + names : "The weakest classes are " + names;
        return Optional.of(sentence + String.format(Locale.ROOT, "; the mean over the classes is %.1f%%.", 100 * mean));
    }

    /** Two standard errors of a share: how far a class of few samples may lie from the mean by chance alone. */
    private double chance(double share, int i) {
        return 2 * Math.sqrt(share * (1 - share) / matrix.support(i));
    }

    private record Pair(int first, int second, int mistakes) {}

    private Optional<String> confusedPairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < matrix.classes(); i++) {
            for (int j = i + 1; j < matrix.classes(); j++) {
                pairs.add(new Pair(i, j, matrix.count(i, j) + matrix.count(j, i)));
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::mistakes).reversed());
        // A pair that is no worse than the first one left out does not stand out.
        int common = pairs.size() > NAMED_PAIRS ? pairs.get(NAMED_PAIRS).mistakes() : 0;
        List<String> worst = pairs.stream()
                .limit(NAMED_PAIRS)
                .filter(p -> p.mistakes() > common)
                .map(this::confusion)
                .toList();
        return worst.isEmpty() ? Optional.empty() : Optional.of("Most often confused are " + list(worst) + ".");
    }

    private String confusion(Pair pair) {
        int there = matrix.count(pair.first(), pair.second());
        int back = matrix.count(pair.second(), pair.first());
        String first = name(pair.first());
        String second = name(pair.second());
        return there >= back
                ? first + " and " + second + " (" + times(first, second, there) + ", the other way round " + times(back)
                        + ")"
                : first + " and " + second + " (" + times(second, first, back) + ", the other way round " + times(there)
                        + ")";
    }

    private static String times(String truth, String predicted, int count) {
        return truth + " taken for " + predicted + " " + times(count);
    }

    private static String times(int count) {
        return switch (count) {
            case 0 -> "never";
            case 1 -> "once";
            default -> String.format(Locale.ROOT, "%,d times", count);
        };
    }

    private Optional<String> neverNamed() {
        List<String> names = present.stream().filter(i -> matrix.predictions(i) == 0).map(this::name).toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Never given as an answer: " + some(names) + ".");
    }

    /** The first of many names, and how many there are besides. */
    private static String some(List<String> names) {
        if (names.size() <= NAMED_CLASSES) {
            return list(names);
        }
        return String.join(", ", names.subList(0, NAMED_CLASSES)) + " and " + (names.size() - NAMED_CLASSES) + " more";
    }

    private String withRecall(int i) {
        return String.format(Locale.ROOT, "%s (%.1f%% recognised)", name(i), 100 * matrix.recall(i));
    }

    /** The name, quoted if it is one that a reader could take for a count. */
    private String name(int i) {
        String name = matrix.classNames().get(i);
        return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "“" + name + "”" : name;
    }

    private static String list(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return parts.stream().limit(parts.size() - 1).collect(Collectors.joining(", ")) + " and " + parts.getLast();
    }
}
