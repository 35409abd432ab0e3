package io.fovea.losses;

/**
 * The negative cosine of the angle between output and target along the last axis: -1 where they point the same way.
 */
public record CosineSimilarity() implements AxisLoss {
    @Override
    public String name() {
        return "cosine_similarity";
    }

    @Override
    public double value(int count, double[] output, double[] target) {
        double dot = 0;
        for (int k = 0; k < count; k++) {
            dot += output[k] * target[k];
        }
        return -dot / (length(count, output) * length(count, target));
    }

    @Override
    public void gradient(int count, double[] output, double[] target, double[] gradient) {
        double own = length(count, output);
        double other = length(count, target);
        // Below the smallest length the output is divided by a constant.
        double cosine = own > EPSILON ? -value(count, output, target) : 0;
        for (int k = 0; k < count; k++) {
            gradient[k] = (cosine * output[k] / own - target[k] / other) / own;
        }
    }

    private static double length(int count, double[] values) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += values[k] * values[k];
        }
        return Math.max(Math.sqrt(sum), EPSILON);
    }
}
