package io.fovea.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as an aligned table of characters. */
final class ConfusionText {
    private static final int CLASSES = 10;
    private static final int LONGEST_NAME = 12;
    private static final int LONGEST_HEADING = 5;

    private final ConfusionMatrix matrix;
    private final int[] shown;
    private final boolean numbered;

    ConfusionText(ConfusionMatrix matrix) {
        this.matrix = matrix;
        shown = matrix.mostConfused(CLASSES);
        List<String> headings = Arrays.stream(shown).mapToObj(i -> shortened(name(i), LONGEST_HEADING)).toList();
        // Names that begin alike would make columns that can't be told apart.
        numbered = headings.stream().distinct().count() < headings.size();
    }

    private String name(int i) {
        return matrix.classNames().get(i).strip().replaceAll("\\p{Cntrl}", "?");
    }

    private String rowName(int i) {
        return shortened(numbered ? i + " " + name(i) : name(i), LONGEST_NAME);
    }

    private String heading(int i) {
        return numbered ? Integer.toString(i) : shortened(name(i), LONGEST_HEADING);
    }

    private static String shortened(String name, int length) {
        return name.codePointCount(0, name.length()) <= length
                ? name
                : name.substring(0, name.offsetByCodePoints(0, length));
    }

    @Override
    public String toString() {
        String corner = "truth";
        int left = Math.max(corner.length(), Arrays.stream(shown).map(i -> rowName(i).length()).max().orElse(0));
        int width = 1;
        for (int i : shown) {
            width = Math.max(width, heading(i).length());
            for (int j : shown) {
                width = Math.max(width, Integer.toString(matrix.count(i, j)).length());
            }
        }
        StringBuilder text = new StringBuilder();
        if (shown.length < matrix.classes()) {
            text.append("The ").append(shown.length).append(" classes with most mistakes of ").append(matrix.classes())
                    .append(":\n");
        }
        text.append("Rows are the truth, columns what it was taken for.\n").append(corner)
                .append(" ".repeat(left - corner.length()));
        for (int i : shown) {
            text.append(' ').append(right(heading(i), width));
        }
        text.append("  recall\n");
        for (int i : shown) {
            text.append(rowName(i)).append(" ".repeat(left - rowName(i).length()));
            for (int j : shown) {
                text.append(' ').append(right(Integer.toString(matrix.count(i, j)), width));
            }
            text.append("  ").append(right(share(matrix.recall(i)), 6)).append('\n');
        }
        return text.toString();
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
