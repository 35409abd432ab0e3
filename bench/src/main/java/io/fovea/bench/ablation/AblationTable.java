package io.fovea.bench.ablation;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Rows as a table in Markdown: a line for each variant, with means over the seeds. */
record AblationTable(List<Row> rows) {
    /** The table; variants in the order of their first rows. */
    String markdown() {
        return """
                | recipe | seeds | six views | lowest to highest | against the whole | two views | each image alone | seconds |
                | --- | --- | ---: | --- | ---: | ---: | ---: | ---: |
                %s
                """
                .formatted(
                        rows.stream().map(Row::variant).distinct().map(this::line).collect(Collectors.joining("\n")));
    }

    private String line(String variant) {
        List<Row> own = rows.stream().filter(row -> row.variant().equals(variant)).toList();
        DoubleSummaryStatistics six = statistics(own, Row::six);
        String seeds = own.stream().map(row -> Long.toString(row.seed())).collect(Collectors.joining(", "));
        if (Double.isNaN(six.getSum())) {
            return "| " + variant + " | " + seeds + " | a loss became NaN | | | | | |";
        }
        double whole = mean(rows.stream().filter(row -> row.variant().equals(Variant.WHOLE)).toList(), Row::six);
        return String.format(
                Locale.ROOT, "| %s | %s | %.4f | %.4f to %.4f | %s | %.4f | %.4f | %.0f |", variant, seeds,
                six.getAverage(), six.getMin(), six.getMax(),
                variant.equals(Variant.WHOLE) || Double.isNaN(whole)
                        ? ""
                        : String.format(Locale.ROOT, "%+.4f", six.getAverage() - whole),
                mean(own, Row::flips), mean(own, Row::alone), mean(own, Row::seconds));
    }

    private static DoubleSummaryStatistics statistics(List<Row> rows, ToDoubleFunction<Row> figure) {
        return rows.stream().mapToDouble(figure).summaryStatistics();
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> figure) {
        return rows.isEmpty() ? Double.NaN : statistics(rows, figure).getAverage();
    }
}
