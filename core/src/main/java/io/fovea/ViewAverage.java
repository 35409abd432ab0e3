package io.fovea;

import java.util.List;
import java.util.function.Function;

import io.fovea.TestTimeAugmentation.Mean;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** The weighted mean of a model's outputs for several views, in double precision and in the order of the views. */
final class ViewAverage {
    /** Float32 probabilities of a softmax sum to 1 within some 1e-6; what is further off than this is no probability. */
    private static final double MOST_OFF_ONE = 1e-3;

    private final Mean mean;
    private final Shape shape;
    private final int samples;
    private final double[] sums;
    private double weights;

    private ViewAverage(Mean mean, int samples, Shape shape) {
        this.mean = mean;
        this.samples = samples;
        this.shape = shape;
        sums = new double[Math.multiplyExact(samples, shape.size())];
    }

    /**
     * The averaged outputs.
     *
     * @param inputs samples for each input of the model, which fit it
     * @param outputs shapes of the model's outputs
     * @param predict from inputs to outputs
     * @throws IllegalArgumentException when no input is of images, a view shifts too far, an output has rows and columns, or a
     *     geometric mean is to be taken of what are no probabilities
     */
    static List<Tensor> of(
            List<Samples> inputs, List<Shape> outputs, TestTimeAugmentation augmentation,
            Function<List<Samples>, List<Tensor>> predict) {
        check(augmentation, inputs.stream().map(Samples::shape).toList(), outputs);
        List<List<Samples>> views = augmentation.views().stream()
                .map(view -> inputs.stream().map(samples -> ViewSamples.of(samples, view)).toList()).toList();
        List<ViewAverage> averages = outputs.stream()
                .map(shape -> new ViewAverage(augmentation.mean(), inputs.getFirst().size(), shape)).toList();
        for (int v = 0; v < views.size(); v++) {
            List<Tensor> made = predict.apply(views.get(v));
            for (int o = 0; o < averages.size(); o++) {
                averages.get(o).add(made.get(o).values(), augmentation.views().get(v).weight());
            }
        }
        return averages.stream().map(ViewAverage::result).toList();
    }

    /** Refuses shapes that have no views. */
    static void check(TestTimeAugmentation augmentation, List<Shape> inputs, List<Shape> outputs) {
        List<Shape> images = inputs.stream().filter(shape -> shape.rank() == 3).toList();
        images.forEach(shape -> augmentation.views().forEach(view -> ViewSamples.check(shape, view)));
        if (images.isEmpty()) {
            throw new IllegalArgumentException(
                    "test-time augmentation is for images [height, width, channels], but the model's inputs have the shapes "
                            + inputs);
        }
        for (Shape output : outputs) {
            if (output.rank() != 1) {
                throw new IllegalArgumentException(
                        "test-time augmentation averages one vector for each image, but the model has an output of shape "
                                + output + ", whose positions move with the image");
            }
        }
    }

    private void add(float[] values, double weight) {
        weights += weight;
        if (mean == Mean.GEOMETRIC) {
            checkProbabilities(values);
        }
        for (int i = 0; i < sums.length; i++) {
            // The least float that is not subnormal stands for a probability of zero, whose logarithm is no number.
            sums[i] += weight * (mean == Mean.GEOMETRIC
                    ? StrictMath.log(Math.max(values[i], Float.MIN_NORMAL))
                    : values[i]);
        }
    }

    private void checkProbabilities(float[] values) {
        for (int s = 0; s < samples; s++) {
            double sum = 0;
            boolean negative = false;
            for (int i = s * shape.size(); i < (s + 1) * shape.size(); i++) {
                sum += values[i];
                negative |= values[i] < 0;
            }
            if (negative || !(Math.abs(sum - 1) <= MOST_OFF_ONE)) {
                throw new IllegalArgumentException(
                        "the geometric mean is of probabilities, which are 0 or more and sum to 1, but the output for sample "
                                + s + (negative ? " has a negative number" : " sums to " + sum)
                                + "; use the arithmetic mean");
            }
        }
    }

    private Tensor result() {
        float[] values = new float[sums.length];
        for (int s = 0; s < samples; s++) {
            int first = s * shape.size();
            double divisor = mean == Mean.GEOMETRIC ? exponentiate(first) : weights;
            for (int i = first; i < first + shape.size(); i++) {
                values[i] = (float) (sums[i] / divisor);
            }
        }
        return new Tensor(samples, shape, values);
    }

    /** Replaces a sample's logarithms by the geometric means and returns their sum. */
    private double exponentiate(int first) {
        double sum = 0;
        for (int i = first; i < first + shape.size(); i++) {
            sums[i] = StrictMath.exp(sums[i] / weights);
            sum += sums[i];
        }
        return sum;
    }
}
