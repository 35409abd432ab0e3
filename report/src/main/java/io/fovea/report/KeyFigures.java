package io.fovea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.Summary;
import io.fovea.tensor.ByteSize;
import io.fovea.training.History;

/** The few numbers that a reader wants first. */
record KeyFigures(RunData run, ConfusionMatrix matrix) {
    private record Figure(String value, String what) {}

    /** The figures as HTML. */
    String html() {
        StringBuilder html = new StringBuilder("<ul class=\"figures\">\n");
        for (Figure figure : figures()) {
            html.append("<li><b>").append(Html.escape(figure.value())).append("</b> <span>")
                    .append(Html.escape(figure.what())).append("</span></li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        LearningCurves curves = LearningCurves.of(run.history());
        double[] validation = curves.validationAccuracy();
        if (validation.length > 0) {
            figures.add(new Figure(Html.percent(validation[validation.length - 1]), "final validation accuracy"));
        } else {
            figures.add(new Figure(Html.percent(matrix.accuracy()), "of the " + run.part() + " images recognised"));
        }
        if (run.views() > 1 && validation.length > 0) {
            figures.add(new Figure(
                    Html.percent(matrix.accuracy()),
                    "of the " + run.part() + " images recognised by the mean of " + run.views() + " views"));
        }
        Optional<Integer> best = LearningCurves.highest(validation);
        best.ifPresent(b -> figures
                .add(new Figure(Html.percent(validation[b]), "best validation accuracy, epoch " + (b + 1))));
        if (!run.history().epochs().isEmpty()) {
            double seconds = run.history().epochs().stream().mapToDouble(History.Epoch::seconds).sum();
            int epochs = run.history().epochs().size();
            figures.add(new Figure(
                    Html.duration(seconds), "to train for " + (epochs == 1 ? "one epoch" : epochs + " epochs")));
        }
        Summary summary = run.model().summary();
        figures.add(new Figure(Html.count(summary.total()), "weights (" + ByteSize.format(4 * summary.total()) + ")"));
        return figures;
    }
}
