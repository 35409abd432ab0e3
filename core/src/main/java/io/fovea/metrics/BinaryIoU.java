package io.fovea.metrics;

import java.util.List;

import io.fovea.description.Check;

/**
 * Intersection over union of numbers that mean yes (1) or no (0), the mean over {@code targetClassIds}; classes that are nowhere don't count.
 *
 * @param targetClassIds 0, 1 or both; default both
 * @param threshold from which on an output means yes, 0 to 1; default 0.5
 */
public record BinaryIoU(List<Integer> targetClassIds, double threshold) implements Metric {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public BinaryIoU {
        Check.of("BinaryIoU")
                .present("targetClassIds", targetClassIds)
                .check(!targetClassIds.isEmpty() && List.of(0, 1).containsAll(targetClassIds), "targetClassIds",
                        "0, 1 or both", targetClassIds)
                .check(threshold >= 0 && threshold <= 1, "threshold", "a number in [0, 1]", threshold);
        targetClassIds = List.copyOf(targetClassIds);
    }

    /** Of both, with a threshold of 0.5. */
    public BinaryIoU() {
        this(List.of(0, 1), 0.5);
    }

    @Override
    public String name() {
        return "binary_io_u";
    }

    @Override
    public int sums(int channels) {
        return ClassMatrix.size(2);
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        for (int k = 0; k < output.length; k++) {
            ClassMatrix.add(2, (int) target[k], output[k] >= (float) threshold ? 1 : 0, (double) (long) weight, sums);
        }
    }

    @Override
    public double result(double[] sums) {
        return IoU.mean(new ClassMatrix(2, sums), targetClassIds);
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
