package io.fovea.report;

import java.util.ArrayList;
import java.util.List;

import io.fovea.training.History;

/**
 * What a training and its confusion matrix show, in sentences for a beginner. Every sentence is computed
 * from the numbers; one that the numbers don't support is not there.
 *
 * <p>Example: {@code Conclusions.of(history, matrix).forEach(System.out::println)}
 */
public final class Conclusions {
    private Conclusions() {}

    /**
     * The sentences: first how the training went, then what the model is good and bad at.
     *
     * @param history of the training; without epochs, there are no sentences about it
     * @param matrix of the samples of {@code part}
     * @param part which part of the data the matrix is about
     * @param views of each sample whose mean the predictions of the matrix are; 1: of the sample alone
     */
    public static List<String> of(History history, ConfusionMatrix matrix, DataPart part, int views) {
        List<String> sentences = new ArrayList<>(TrainingConclusions.of(LearningCurves.of(history)));
        if (views > 1) {
            sentences.add("From here on an image is recognised by the mean of " + views
                    + " views of it (test-time augmentation).");
        }
        sentences.addAll(ClassConclusions.of(matrix, part));
        return List.copyOf(sentences);
    }
}
