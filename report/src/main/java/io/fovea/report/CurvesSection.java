package io.fovea.report;

import java.util.List;
import java.util.Locale;

import io.fovea.training.History;

/** Accuracy and loss over the epochs, as charts and as a table. */
record CurvesSection(History history) implements Section {
    @Override
    public String heading() {
        return "Learning curves";
    }

    @Override
    public String body() {
        if (history.epochs().isEmpty()) {
            return "";
        }
        LearningCurves curves = LearningCurves.of(history);
        StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
        if (curves.accuracy().length > 0) {
            html.append(chart(new CurveChart(
                    "Accuracy", curves.accuracy(), curves.validationAccuracy(),
                    LearningCurves.highest(curves.validationAccuracy()), false)));
        }
        if (curves.loss().length > 0) {
            html.append(chart(new CurveChart(
                    "Loss", curves.loss(), curves.validationLoss(), LearningCurves.lowest(curves.validationLoss()),
                    true)));
        }
        return html.append("</div>\n").append(table()).toString();
    }

    private static String chart(CurveChart chart) {
        return chart.svg().map(svg -> "<figure>" + svg + "</figure>\n")
                .orElse("<p>" + chart.quantity()
                        + " could not be drawn: this machine's Java finds no fonts (on Linux, install "
                        + "fontconfig and a font). The numbers are in the table.</p>\n");
    }

    private String table() {
        List<String> columns = history.columns();
        StringBuilder html = new StringBuilder("""
                <details><summary>The numbers of every epoch</summary>
                <div class="wide" role="region" aria-label="Numbers of every epoch" tabindex="0"><table>
                <thead><tr><th scope="col" class="n">Epoch</th>""");
        columns.forEach(
                c -> html.append("<th scope=\"col\" class=\"n\">").append(Html.escape(c).replace("_", "_<wbr/>"))
                        .append("</th>"));
        html.append("<th scope=\"col\" class=\"n\">Seconds</th></tr></thead>\n<tbody>\n");
        for (History.Epoch epoch : history.epochs()) {
            html.append("<tr><th scope=\"row\" class=\"n\">").append(epoch.number()).append("</th>");
            for (String column : columns) {
                double value = epoch.logs().getOrDefault(column, Double.NaN);
                html.append("<td class=\"n\">")
                        .append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–")
                        .append("</td>");
            }
            html.append(String.format(Locale.ROOT, "<td class=\"n\">%.1f</td></tr>%n", epoch.seconds()));
        }
        return html.append("</tbody></table></div></details>\n").toString();
    }
}
