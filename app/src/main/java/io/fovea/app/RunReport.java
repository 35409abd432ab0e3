package io.fovea.app;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.fovea.Model;
import io.fovea.TestTimeAugmentation;
import io.fovea.data.Dataset;
import io.fovea.files.AtomicFile;
import io.fovea.metrics.Metric;
import io.fovea.report.Conclusions;
import io.fovea.report.ConfusionMatrix;
import io.fovea.report.DataPart;
import io.fovea.report.Report;
import io.fovea.report.RunData;
import io.fovea.training.History;

/**
 * The results of a run.
 *
 * @param matrix the confusion matrix
 * @param conclusions computed sentences
 */
record RunReport(ConfusionMatrix matrix, List<String> conclusions) {
    /**
     * Evaluates the model on {@code test} and writes {@code confusion.csv} and {@code report.html}.
     *
     * @param part which part of the data {@code test} is
     * @param test the data
     */
    static RunReport write(
            RunFolder folder, Model model, DataPart part, Dataset test, List<String> classNames, History history,
            RunInfo info)
            throws IOException {
        Optional<TestTimeAugmentation> views = TestTimeOption.views(info.settings().testTime());
        float[][] probabilities = views.map(v -> model.predict(test.images(), v))
                .orElseGet(() -> model.predict(test.images()));
        ConfusionMatrix matrix = matrix(probabilities, test, classNames);
        AtomicFile.write(folder.confusion(), matrix.csv());
        int count = views.map(v -> v.views().size()).orElse(1);
        RunData run = new RunData(
                info.title(), model, part, test, classNames, history, probabilities, count,
                info.provenance());
        Report.write(run, folder.report());
        return new RunReport(matrix, Conclusions.of(history, matrix, part, count));
    }

    /** The confusion matrix of a model that gave these probabilities. */
    static ConfusionMatrix matrix(float[][] probabilities, Dataset test, List<String> classNames) {
        int[] predicted = new int[probabilities.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = Metric.argmax(probabilities[i]);
        }
        return ConfusionMatrix.of(ClassNames.labels(test), predicted, classNames);
    }
}
