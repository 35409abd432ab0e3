package io.fovea.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fovea.description.Check;

/**
 * Intersection over union of classes, as of the areas in segmented pictures: the mean over {@code targetClassIds} of
 * {@code right / (true + predicted - right)}; classes that are nowhere don't count.
 *
 * <p>Example: {@code IoU.oneHotMean(3)} of a softmax and masks with one number for each class
 *
 * @param numClasses 1 or more
 * @param targetClassIds the classes that the mean is of
 * @param sparseTarget whether targets are class indices
 * @param sparseOutput whether outputs are class indices
 * @param ignoreClass true class whose samples don't count; default none
 */
public record IoU(
        int numClasses, List<Integer> targetClassIds, boolean sparseTarget, boolean sparseOutput,
        Optional<Integer> ignoreClass)
        implements Metric {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when there is no class, or a target is none of them
     */
    public IoU {
        Check check =
                Check.of("IoU").present("targetClassIds", targetClassIds).present("ignoreClass", ignoreClass).check(
                        numClasses >= 1 && numClasses <= ClassMatrix.MOST_CLASSES, "numClasses",
                        "1 to " + ClassMatrix.MOST_CLASSES, numClasses);
        targetClassIds = List.copyOf(targetClassIds);
        check.check(!targetClassIds.isEmpty(), "targetClassIds", "one class or more", targetClassIds);
        for (int id : targetClassIds) {
            check.check(id >= 0 && id < numClasses, "targetClassIds", "0 to " + (numClasses - 1), id);
        }
    }

    /** Of outputs and targets that are class indices. */
    public static IoU of(int numClasses, List<Integer> targetClassIds) {
        return new IoU(numClasses, targetClassIds, true, true, Optional.empty());
    }

    /** Keras's {@code MeanIoU}: of all classes; outputs and targets are class indices. */
    public static IoU mean(int numClasses) {
        return of(numClasses, all(numClasses));
    }

    /** Keras's {@code OneHotIoU}: outputs and targets have one number for each class. */
    public static IoU oneHot(int numClasses, List<Integer> targetClassIds) {
        return new IoU(numClasses, targetClassIds, false, false, Optional.empty());
    }

    /** Keras's {@code OneHotMeanIoU}. */
    public static IoU oneHotMean(int numClasses) {
        return oneHot(numClasses, all(numClasses));
    }

    private static List<Integer> all(int numClasses) {
        return IntStream.range(0, Math.min(numClasses, ClassMatrix.MOST_CLASSES)).boxed().toList();
    }

    /** Whether the mean is of all classes. */
    public boolean ofAll() {
        return targetClassIds.equals(all(numClasses));
    }

    @Override
    public String name() {
        return (sparseTarget ? "" : "one_hot_") + (ofAll() ? "mean_io_u" : "io_u");
    }

    @Override
    public int sums(int channels) {
        return ClassMatrix.size(numClasses);
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        int truth = sparseTarget ? (int) target[0] : Metric.argmax(target);
        int said = sparseOutput ? (int) output[0] : Metric.argmax(output);
        if (ignoreClass.isEmpty() || truth != ignoreClass.get()) {
            // Keras counts whole samples here, and cuts the fraction of a weight off.
            ClassMatrix.add(numClasses, truth, said, (double) (long) weight, sums);
        }
    }

    @Override
    public double result(double[] sums) {
        return mean(new ClassMatrix(numClasses, sums), targetClassIds);
    }

    static double mean(ClassMatrix matrix, List<Integer> ids) {
        double sum = 0;
        int present = 0;
        for (int id : ids) {
            double union = matrix.row(id) + matrix.column(id) - matrix.at(id, id);
            if (union > 1e-9) {
                sum += matrix.at(id, id) / union;
                present++;
            }
        }
        return present == 0 ? 0 : sum / present;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return (sparseTarget ? 1 : numClasses) == targets && (sparseOutput ? 1 : numClasses) == channels;
    }
}
