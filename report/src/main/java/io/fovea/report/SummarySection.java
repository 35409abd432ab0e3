package io.fovea.report;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.fovea.Summary;
import io.fovea.tensor.ByteSize;

/** The layers of the model with their shapes and weights. */
record SummarySection(Summary summary) implements Section {
    @Override
    public String heading() {
        return "The model";
    }

    @Override
    public String body() {
        StringBuilder rows = new StringBuilder();
        for (Summary.Row row : summary.rows()) {
            rows.append("<tr><th scope=\"row\">").append(Html.escape(row.layer())).append("</th><td>")
                    .append(Html.escape(row.kind())).append("</td><td>")
                    .append(Arrays.stream(row.shape().toArray()).mapToObj(Integer::toString)
                            .collect(Collectors.joining(" × ")))
                    .append("</td><td class=\"n\">").append(Html.count(row.weights())).append("</td>");
            if (summary.connected()) {
                rows.append("<td>").append(Html.escape(String.join(", ", row.inputs()))).append("</td>");
            }
            rows.append("</tr>\n");
        }
        return """
                <div class="wide" role="region" aria-label="Layers of the model" tabindex="0"><table>
                <caption>%s weights in all (%s), %s of them trainable.</caption>
                <thead><tr><th scope="col">Layer</th><th scope="col">Kind</th><th scope="col">Output of an image</th>\
                <th scope="col" class="n">Weights</th>%s</tr></thead>
                <tbody>
                %s</tbody></table></div>
                """.formatted(
                Html.count(summary.total()), ByteSize.format(4 * summary.total()), Html.count(summary.trainable()),
                summary.connected() ? "<th scope=\"col\">Reads</th>" : "", rows);
    }
}
