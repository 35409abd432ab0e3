package io.fovea.metrics;

/**
 * The mean cosine of the angle between output and target along the last axis: 1 where they point the same way.
 */
public record CosineSimilarity() implements MeanMetric {
    private static final double LEAST_LENGTH = 1e-7;

    @Override
    public String name() {
        return "cosine_similarity";
    }

    @Override
    public double value(float[] output, float[] target) {
        double dot = 0;
        double own = 0;
        double other = 0;
        for (int k = 0; k < output.length; k++) {
            dot += (double) output[k] * target[k];
            own += (double) output[k] * output[k];
            other += (double) target[k] * target[k];
        }
        return dot / (Math.max(Math.sqrt(own), LEAST_LENGTH) * Math.max(Math.sqrt(other), LEAST_LENGTH));
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
