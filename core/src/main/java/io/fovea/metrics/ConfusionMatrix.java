package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * How often each class is taken for each other one: {@link #results} has a row for each true class, with a number for each predicted
 * one. As one number it is the share of right answers. Targets are class indices or
 * one number for each class; a single output is a probability of class 1.
 *
 * @param numClasses 2 or more
 */
public record ConfusionMatrix(int numClasses) implements Metric {
    /**
     * Checks the number of classes.
     *
     * @throws IllegalArgumentException when it is below 2
     */
    public ConfusionMatrix {
        Check.of("ConfusionMatrix").check(
                numClasses >= 2 && numClasses <= ClassMatrix.MOST_CLASSES, "numClasses",
                "2 to " + ClassMatrix.MOST_CLASSES, numClasses);
    }

    @Override
    public String name() {
        return "confusion_matrix";
    }

    @Override
    public int sums(int channels) {
        return ClassMatrix.size(numClasses);
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        ClassMatrix.add(numClasses, ClassMatrix.classOf(target), ClassMatrix.decided(output), weight, sums);
    }

    @Override
    public double[] results(double[] sums) {
        return sums.clone();
    }

    @Override
    public double result(double[] sums) {
        ClassMatrix matrix = new ClassMatrix(numClasses, sums);
        return matrix.total() == 0 ? 0 : matrix.right() / matrix.total();
    }
}
