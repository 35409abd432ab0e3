package io.fovea.metrics;

/**
 * The mean of Lin's concordance correlation between output and target along the last axis.
 */
public record ConcordanceCorrelation() implements MeanMetric {
    @Override
    public String name() {
        return "concordance_correlation";
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
        int n = output.length;
        return 2 * yt / n / ((yy + tt) / n + (y - t) * (y - t) + 1e-7);
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
