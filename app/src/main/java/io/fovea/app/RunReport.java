package io.fovea.app;

import java.io.IOException;
import java.util.List;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.metrics.Metric;
import io.fovea.report.Conclusions;
import io.fovea.report.ConfusionMatrix;
import io.fovea.report.Report;
import io.fovea.report.RunData;
import io.fovea.training.History;

/**
 * What a run came to.
 *
 * @param matrix what was taken for what
 * @param conclusions computed sentences
 */
record RunReport(ConfusionMatrix matrix, List<String> conclusions) {
    /**
     * Asks the model about the test data and writes {@code confusion.csv} and {@code report.html}.
     *
     * @param test data, not learned from if there are such
     */
    static RunReport write(
            RunFolder folder, Model model, Dataset test, List<String> classNames, History history, RunInfo info)
            throws IOException {
        float[][] probabilities = model.predict(test.images());
        ConfusionMatrix matrix = matrix(probabilities, test, classNames);
        WholeFile.write(folder.confusion(), matrix.csv());
        RunData run = new RunData(info.title(), model, test, classNames, history, probabilities, info.provenance());
        Report.write(run, folder.report());
        return new RunReport(matrix, Conclusions.of(history, matrix));
    }

    /** What a model that gave these probabilities took the test data for. */
    static ConfusionMatrix matrix(float[][] probabilities, Dataset test, List<String> classNames) {
        int[] predicted = new int[probabilities.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = Metric.argmax(probabilities[i]);
        }
        return ConfusionMatrix.of(ClassNames.labels(test), predicted, classNames);
    }
}
