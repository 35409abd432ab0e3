package io.fovea.metrics;

/**
 * The square root of the mean squared error.
 */
public record RootMeanSquaredError() implements MeanMetric {
    @Override
    public String name() {
        return "root_mean_squared_error";
    }

    @Override
    public double value(float[] output, float[] target) {
        double sum = 0;
        for (int k = 0; k < output.length; k++) {
            double error = (double) output[k] - target[k];
            sum += error * error;
        }
        return sum / output.length;
    }

    @Override
    public double result(double[] sums) {
        return Math.sqrt(MeanMetric.super.result(sums));
    }

    @Override
    public boolean moreIsBetter() {
        return false;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
