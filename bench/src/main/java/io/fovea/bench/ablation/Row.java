package io.fovea.bench.ablation;

import java.util.List;
import java.util.Locale;

/**
 * One training, a line of the file of rows.
 *
 * @param variant what was trained
 * @param seed of the training
 * @param seconds that it took, without the evaluations; NaN where it diverged, as the accuracies
 * @param alone accuracy on the test images, each by itself
 * @param flips accuracy by the mean of each image and its mirror image
 * @param six accuracy by the mean of six views
 */
record Row(String variant, long seed, double seconds, double alone, double flips, double six) {
    static final String HEADER = "variant,seed,seconds,accuracy,two views,six views";

    /** A training whose loss became NaN or infinite. */
    static Row diverged(String variant, long seed) {
        return new Row(variant, seed, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * Parses a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Row parse(String line) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != 6) {
            throw new IllegalArgumentException("a row has 6 cells (" + HEADER + "), but got '" + line + "'");
        }
        double[] numbers = cells.subList(2, 6).stream().mapToDouble(Double::parseDouble).toArray();
        return new Row(cells.get(0), Long.parseLong(cells.get(1)), numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /** The line that {@link #parse} reads. */
    String line() {
        return String.format(Locale.ROOT, "%s,%d,%.1f,%.4f,%.4f,%.4f", variant, seed, seconds, alone, flips, six);
    }

    /** Whether this is the training of a variant with a seed. */
    boolean is(Variant other, long otherSeed) {
        return variant.equals(other.name()) && seed == otherSeed;
    }
}
