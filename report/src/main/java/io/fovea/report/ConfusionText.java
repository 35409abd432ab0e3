package io.fovea.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as an aligned table of characters. Names are cut only where there is no room for them. */
final class ConfusionText {
    private static final int MAX_CLASSES = 10;
    private static final int MIN_CLASSES = 2;
    private static final int MIN_HEADING = 3;
    private static final int RECALL_WIDTH = 8;
    private static final String CORNER = "truth";

    private final ConfusionMatrix matrix;
    private final int[] shown;
    private final int left;
    private final int maxHeading;
    private final boolean numbered;

    /** @param columns of the terminal; a table of two classes is the smallest, however narrow that is */
    ConfusionText(ConfusionMatrix matrix, int columns) {
        this.matrix = matrix;
        int narrowest = Math.max(MIN_HEADING, longestCount(matrix.mostConfused(MAX_CLASSES))) + 1;
        int room = (columns - CORNER.length() - RECALL_WIDTH) / narrowest;
        shown = matrix.mostConfused(Math.clamp(room, MIN_CLASSES, MAX_CLASSES));
        int forNames = columns - RECALL_WIDTH - shown.length * narrowest;
        int plain = left(forNames, false);
        int plainHeading = heading(columns, plain);
        List<String> headings = Arrays.stream(shown).mapToObj(i -> shortened(name(i), plainHeading)).toList();
        // Names that begin alike would make columns that can't be told apart.
        numbered = headings.stream().distinct().count() < headings.size();
        left = numbered ? left(forNames, true) : plain;
        maxHeading = heading(columns, left);
    }

    private int longestCount(int[] classes) {
        int longest = 1;
        for (int i : classes) {
            for (int j : classes) {
                longest = Math.max(longest, Integer.toString(matrix.count(i, j)).length());
            }
        }
        return longest;
    }

    private int left(int room, boolean withNumbers) {
        int longest = Arrays.stream(shown).map(i -> length(rowName(i, withNumbers))).max().orElse(0);
        return Math.max(CORNER.length(), Math.min(longest, room));
    }

    private int heading(int columns, int names) {
        return Math.max(MIN_HEADING, (columns - RECALL_WIDTH - names) / shown.length - 1);
    }

    private String name(int i) {
        return matrix.classNames().get(i).strip().replaceAll("\\p{Cntrl}", "?");
    }

    private String rowName(int i, boolean withNumber) {
        return withNumber ? i + " " + name(i) : name(i);
    }

    private String heading(int i) {
        return numbered ? Integer.toString(i) : shortened(name(i), maxHeading);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String shortened(String name, int length) {
        return length(name) <= length ? name : name.substring(0, name.offsetByCodePoints(0, length));
    }

    @Override
    public String toString() {
        int width = longestCount(shown);
        for (int i : shown) {
            width = Math.max(width, length(heading(i)));
        }
        StringBuilder text = new StringBuilder();
        if (shown.length < matrix.classes()) {
            text.append(shown.length).append(" of ").append(matrix.classes())
                    .append(" classes, by number of mistakes:\n");
        }
        text.append("Rows: true class. Columns: predicted class.\n").append(padded(CORNER));
        for (int i : shown) {
            text.append(' ').append(right(heading(i), width));
        }
        text.append("  recall\n");
        for (int i : shown) {
            text.append(padded(shortened(rowName(i, numbered), left)));
            for (int j : shown) {
                text.append(' ').append(right(Integer.toString(matrix.count(i, j)), width));
            }
            text.append("  ").append(right(share(matrix.recall(i)), 6)).append('\n');
        }
        return text.toString();
    }

    private String padded(String text) {
        return text + " ".repeat(left - length(text));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - length(text))) + text;
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
