package io.fovea.report;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Precision, recall and F1 of every class. */
record ClassesSection(ConfusionMatrix matrix, DataPart part) implements Section {
    @Override
    public String heading() {
        return "Class by class";
    }

    @Override
    public String body() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < matrix.classes(); i++) {
            rows.append("<tr><th scope=\"row\">").append(Html.escape(matrix.classNames().get(i))).append("</th>")
                    .append(cell(Html.number(matrix.precision(i)))).append(cell(Html.number(matrix.recall(i))))
                    .append(cell(Html.number(matrix.f1(i)))).append(cell(Html.count(matrix.support(i))))
                    .append("</tr>\n");
        }
        String mean = cell(Html.number(mean(i -> matrix.precision(i)))) + cell(Html.number(mean(i -> matrix.recall(i))))
                + cell(Html.number(mean(i -> matrix.f1(i)))) + cell(Html.count(matrix.total()));
        return """
                <p><b>Precision</b>: how many of the images taken for the class are of it. <b>Recall</b>: how many \
                images of the class were recognised. <b>F1</b>: their harmonic mean, high only where both are.</p>
                <div class="wide" role="region" aria-label="Figures of each class" tabindex="0"><table>
                <caption>On the %s images (– where there are none)</caption>
                <thead><tr><th scope="col">Class</th><th scope="col" class="n">Precision</th>\
                <th scope="col" class="n">Recall</th><th scope="col" class="n">F1</th>\
                <th scope="col" class="n">Images</th></tr></thead>
                <tbody>
                %s</tbody>
                <tfoot><tr><th scope="row">mean</th>%s</tr></tfoot></table></div>
                """
                .formatted(part, rows, mean);
    }

    private double mean(IntToDoubleFunction figure) {
        return IntStream.range(0, matrix.classes()).mapToDouble(figure).filter(v -> !Double.isNaN(v)).average()
                .orElse(Double.NaN);
    }

    private static String cell(String text) {
        return "<td class=\"n\">" + text + "</td>";
    }
}
