package io.fovea.metrics;

/**
 * Counts of pairs of true and predicted classes, row by row: a row for each true class.
 */
record ClassMatrix(int classes, double[] sums) {
    static final int MOST_CLASSES = 10_000;

    static int size(int classes) {
        return classes * classes;
    }

    /** Adds a pair, unless one of both is no class. */
    static void add(int classes, int truth, int said, double weight, double[] sums) {
        if (truth >= 0 && truth < classes && said >= 0 && said < classes) {
            sums[truth * classes + said] += weight;
        }
    }

    /** The class that numbers stand for: of one number itself, of several the index of the greatest. */
    static int classOf(float[] numbers) {
        return numbers.length == 1 ? (int) numbers[0] : Metric.argmax(numbers);
    }

    /** The predicted class: of one number, a probability, whether it is above 1/2. */
    static int decided(float[] output) {
        return output.length == 1 ? output[0] > 0.5f ? 1 : 0 : Metric.argmax(output);
    }

    double at(int truth, int said) {
        return sums[truth * classes + said];
    }

    double row(int truth) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += at(truth, k);
        }
        return sum;
    }

    double column(int said) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += at(k, said);
        }
        return sum;
    }

    double right() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += at(k, k);
        }
        return sum;
    }

    double total() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += row(k);
        }
        return sum;
    }
}
