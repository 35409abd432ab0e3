package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * Cohen's kappa (1960): how much more often the classes are right than by chance, 1 at best. Targets are class indices or
 * one number for each class; a single output is a probability of class 1.
 *
 * @param numClasses 2 or more
 */
public record CohenKappa(int numClasses) implements Metric {
    /**
     * Checks the number of classes.
     *
     * @throws IllegalArgumentException when it is below 2
     */
    public CohenKappa {
        Check.of("CohenKappa").check(
                numClasses >= 2 && numClasses <= ClassMatrix.MOST_CLASSES, "numClasses",
                "2 to " + ClassMatrix.MOST_CLASSES, numClasses);
    }

    @Override
    public String name() {
        return "cohen_kappa";
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
        double chance = 0;
        for (int k = 0; k < numClasses; k++) {
            chance += matrix.row(k) * matrix.column(k);
        }
        double rest = total * total - chance;
        return rest == 0 ? 0 : (matrix.right() * total - chance) / rest;
    }
}
