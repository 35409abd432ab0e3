package io.fovea.report;

import java.util.ArrayList;
import java.util.List;

import io.fovea.training.History;

/**
 * What a training and its confusion matrix tell, in sentences that a learner understands. Every sentence is computed
 * from the numbers; one that the numbers don't support is not there.
 *
 * <p>Example: {@code Conclusions.of(history, matrix).forEach(System.out::println)}
 */
public final class Conclusions {
    private Conclusions() {}

    /**
     * The sentences: first how the training went, then what the model is good and bad at.
     *
     * @param history of the training; one without epochs gives no sentences
     * @param matrix of samples that were not learnt from
     */
    public static List<String> of(History history, ConfusionMatrix matrix) {
        List<String> sentences = new ArrayList<>(TrainingConclusions.of(LearningCurves.of(history)));
        sentences.addAll(ClassConclusions.of(matrix));
        return List.copyOf(sentences);
    }
}
