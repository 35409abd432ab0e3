package io.fovea.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The confusion matrix as a coloured table: blue where the model is right, orange where it is wrong. */
record MatrixSection(ConfusionMatrix matrix, DataPart part) implements Section {
    private static final int CLASSES = 30;
    private static final int LARGE = 15;

    @Override
    public String heading() {
        return "Which classes are confused";
    }

    @Override
    public String body() {
        int[] shown = matrix.mostConfused(CLASSES);
        return """
                <p>Rows are the true classes, columns what the model took the images for. Right answers, on the \
                diagonal, are the bluer the more of the class were recognised; mistakes are the more orange the larger \
                their share of the row.</p>
                %s<div class="wide" role="region" aria-label="Confusion matrix" tabindex="0">
                <table class="%s">
                <caption>Counts of %s images</caption>
                <thead><tr><th scope="col">truth ↓ taken for →</th>%s</tr></thead>
                <tbody>
                %s</tbody></table></div>
                """.formatted(
                leftOut(shown), shown.length > LARGE ? "matrix many" : "matrix", part, headings(shown), rows(shown));
    }

    private String leftOut(int[] shown) {
        if (shown.length == matrix.classes()) {
            return "";
        }
        return """
                <p>Of %d classes these are the %d with most mistakes; what was taken for a class that is not shown is \
                not in the table.</p>
                """.formatted(matrix.classes(), shown.length);
    }

    private String headings(int[] shown) {
        return Arrays.stream(shown)
                .mapToObj(j -> "<th scope=\"col\"><span>" + name(j) + "</span></th>")
                .collect(Collectors.joining());
    }

    private String rows(int[] shown) {
        double worst = worstShare(shown);
        StringBuilder rows = new StringBuilder();
        for (int i : shown) {
            rows.append("<tr><th scope=\"row\">").append(name(i)).append("</th>");
            for (int j : shown) {
                double share = (double) matrix.count(i, j) / Math.max(1, matrix.support(i));
                rows.append(String.format(
                        Locale.ROOT, "<td class=\"%s\" style=\"--s:%.2f\" title=\"%s taken for %s: %s\">%d</td>",
                        i == j ? "right" : "wrong", i == j ? share : share / worst, name(i), name(j),
                        Html.percent(share), matrix.count(i, j)));
            }
            rows.append("</tr>\n");
        }
        return rows.toString();
    }

    private double worstShare(int[] shown) {
        double worst = 0;
        for (int i : shown) {
            for (int j : shown) {
                if (i != j && matrix.support(i) > 0) {
                    worst = Math.max(worst, (double) matrix.count(i, j) / matrix.support(i));
                }
            }
        }
        return worst > 0 ? worst : 1;
    }

    private String name(int i) {
        return Html.escape(matrix.classNames().get(i));
    }
}
