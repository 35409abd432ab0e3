package io.fovea.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The images that the model got wrong while being most sure. */
record MistakesSection(RunData run) implements Section {
    private static final int IMAGES = 20;

    @Override
    public String heading() {
        return "The most confident mistakes";
    }

    @Override
    public String body() {
        if (!run.hasImages()) {
            return "";
        }
        int[] truth = run.truth();
        int[] predicted = run.predicted();
        Gallery gallery = new Gallery(run.samples().images());
        for (int i : chosen(truth, predicted)) {
            String right = run.classNames().get(truth[i]);
            String wrong = run.classNames().get(predicted[i]);
            String sure = sure(run.probabilities()[i][predicted[i]]);
            gallery.add(
                    i, run.part() + " image " + i + ": " + right + ", taken for " + wrong,
                    "<b>%s</b><br/>taken for <b>%s</b><br/>%s".formatted(Html.escape(right), Html.escape(wrong), sure));
        }
        if (gallery.isEmpty()) {
            return Arrays.equals(truth, predicted)
                    ? "<p>There are none: every " + run.part() + " image was recognised.</p>\n"
                    : "<p>The model gave no probabilities for its mistakes.</p>\n";
        }
        return """
                <p>Each with its true class, what the model took it for, and the probability that it gave this answer. \
                Some are odd images, some show what the model has not understood.</p>
                %s""".formatted(gallery.html());
    }

    private List<Integer> chosen(int[] truth, int[] predicted) {
        return IntStream.range(0, truth.length)
                .filter(i -> truth[i] != predicted[i] && !Float.isNaN(run.probabilities()[i][predicted[i]]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -run.probabilities()[i][predicted[i]]))
                .limit(IMAGES)
                .toList();
    }

    private static String sure(double probability) {
        return probability > 0.9995 && probability <= 1 ? "&gt; 99.9%" : Html.percent(probability);
    }
}
