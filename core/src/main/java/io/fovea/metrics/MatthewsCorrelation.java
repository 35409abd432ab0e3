package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * Matthews' correlation of true and predicted classes (Gorodkin, 2004, for more than two), 1 at best, 0 by chance. Targets are class indices or
 * one number for each class; a single output is a probability of class 1.
 *
 * @param numClasses 2 or more
 */
public record MatthewsCorrelation(int numClasses) implements Metric {
    /**
     * Checks the number of classes.
     *
     * @throws IllegalArgumentException when it is below 2
     */
    public MatthewsCorrelation {
        Check.of("MatthewsCorrelation").check(
                numClasses >= 2 && numClasses <= ClassMatrix.MOST_CLASSES, "numClasses",
                "2 to " + ClassMatrix.MOST_CLASSES, numClasses);
    }

    @Override
    public String name() {
        return "matthews_correlation";
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
    public double result(double[] sums) {
        ClassMatrix matrix = new ClassMatrix(numClasses, sums);
        double total = matrix.total();
        double both = 0;
        double truth = 0;
        double said = 0;
        for (int k = 0; k < numClasses; k++) {
            both += matrix.row(k) * matrix.column(k);
            truth += matrix.row(k) * matrix.row(k);
            said += matrix.column(k) * matrix.column(k);
        }
        double scale = Math.sqrt((total * total - truth) * (total * total - said));
        return scale == 0 ? 0 : (matrix.right() * total - both) / scale;
    }
}
