package io.fovea.custom;

/**
 * A loss of the numbers along an output's last axis, in double precision. An output with rows and columns has one value at each
 * pixel; a sample's loss is their mean. Several threads call it at once, each with arrays of its own.
 *
 * <p>Example: for {@code [height, width, classes]} it is called for each pixel with {@code count = classes}.
 */
public interface LastAxisLoss extends PerSampleLoss {
    /**
     * The loss at one position.
     *
     * @param count how many numbers of the arrays count
     * @param output the model's numbers
     * @param target what they should be; a loss of class indices has one number here
     */
    double value(int count, double[] output, double[] target);

    /** Sets the first {@code count} numbers of {@code gradient} to the derivative by each number of the output. */
    void gradient(int count, double[] output, double[] target, double[] gradient);

    @Override
    default double value(FloatBlock output, FloatBlock target) {
        return value(output.size(), doubles(output), doubles(target));
    }

    @Override
    default void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
        double[] slopes = new double[output.size()];
        gradient(output.size(), doubles(output), doubles(target), slopes);
        for (int k = 0; k < slopes.length; k++) {
            gradient.set(k, (float) (scale * slopes[k]));
        }
    }

    private static double[] doubles(FloatBlock block) {
        double[] values = new double[block.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = block.get(k);
        }
        return values;
    }
}
