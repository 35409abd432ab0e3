package io.fovea.report;

import java.util.Locale;

/** The confusion matrix as a coloured table: blue where the model is right, orange where it is wrong. */
record MatrixSection(ConfusionMatrix matrix) implements Section {
    private static final int CLASSES = 30;
    private static final int LARGE = 15;

    @Override
    public String heading() {
        return "Which classes are confused";
    }

    @Override
    public String body() {
        int[] shown = matrix.mostConfused(CLASSES);
        StringBuilder table = new StringBuilder();
        table.append(
                "<p>Rows are the true classes, columns what the model took the pictures for. Right answers, on the diagonal, ")
                .append("are the bluer the more of the class were recognised; mistakes are the more orange the larger their share ")
                .append("of the row.</p>\n");
        if (shown.length < matrix.classes()) {
            table.append("<p>Of ").append(matrix.classes()).append(" classes these are the ").append(shown.length)
                    .append(" with most mistakes; what was taken for a class that is not shown is not in the table.</p>\n");
        }
        table.append(
                "<div class=\"wide\" role=\"region\" aria-label=\"Confusion matrix\" tabindex=\"0\"><table class=\"matrix")
                .append(shown.length > LARGE ? " many" : "").append("\">\n")
                .append("<caption>Counts of test pictures</caption>\n<thead><tr><th scope=\"col\">truth ↓ taken for →</th>");
        for (int j : shown) {
            table.append("<th scope=\"col\"><span>").append(name(j)).append("</span></th>");
        }
        table.append("</tr></thead>\n<tbody>\n");
        double worst = worstShare(shown);
        for (int i : shown) {
            table.append("<tr><th scope=\"row\">").append(name(i)).append("</th>");
            for (int j : shown) {
                double share = (double) matrix.count(i, j) / Math.max(1, matrix.support(i));
                double strength = i == j ? share : share / worst;
                table.append(String.format(
                        Locale.ROOT, "<td class=\"%s\" style=\"--s:%.2f\" title=\"%s taken for %s: %s\">%d</td>",
                        i == j ? "right" : "wrong", strength, name(i), name(j), Html.percent(share),
                        matrix.count(i, j)));
            }
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
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
