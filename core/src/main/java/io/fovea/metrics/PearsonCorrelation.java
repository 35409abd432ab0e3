package io.fovea.metrics;

/**
 * The mean of Pearson's correlation between output and target along the last axis.
 */
public record PearsonCorrelation() implements MeanMetric {
    @Override
    public String name() {
        return "pearson_correlation";
    }

    @Override
    public double value(float[] output, float[] target) {
        double y = 0;
        double t = 0;
        for (int k = 0; k < output.length; k++) {
            y += output[k];
            t += target[k];
        }
        y /= output.length;
        t /= output.length;
        double yy = 0;
        double tt = 0;
        double yt = 0;
        for (int k = 0; k < output.length; k++) {
            yy += (output[k] - y) * (output[k] - y);
            tt += (target[k] - t) * (target[k] - t);
            yt += (output[k] - y) * (target[k] - t);
        }
        return yt / Math.sqrt(yy * tt);
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
