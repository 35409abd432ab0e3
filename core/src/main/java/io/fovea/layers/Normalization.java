package io.fovea.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.data.Samples;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * {@code (x - mean) / max(sqrt(variance), 1e-7)} with fixed numbers for each channel, or with {@code invert} the way back: {@code x
 * max(sqrt(variance), 1e-7) + mean}. Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code Normalization.adapt(data.train().images())} takes mean and variance of the channels of images.
 *
 * @param name of the layer; empty: automatic
 * @param mean of each channel, or one number for all
 * @param variance of each channel, 0 or more, as many as means
 * @param invert whether the way back is computed; default false
 */
public record Normalization(String name, List<Double> mean, List<Double> variance, boolean invert)
        implements ComposedLayer {
    private static final double LEAST_DEVIATION = 1e-7;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when there is none, one is not finite, a variance is negative, or there are more of one kind
     */
    public Normalization {
        Check check = Check.of("Normalization")
                .present("name", name)
                .present("mean", mean)
                .present("variance", variance);
        mean = List.copyOf(mean);
        variance = List.copyOf(variance);
        check.check(!mean.isEmpty() && mean.size() == variance.size(), "variance",
                "as many numbers as means, 1 or more", variance);
        mean.forEach(value -> check.finite("mean", value));
        variance.forEach(value -> check.notNegative("variance", value));
    }

    /** With this mean and variance of all elements. */
    public static Normalization of(double mean, double variance) {
        return of(List.of(mean), List.of(variance));
    }

    /** With the means and variances of the channels. */
    public static Normalization of(List<Double> means, List<Double> variances) {
        return new Normalization("", means, variances, false);
    }

    /**
     * With the means and variances of the channels of {@code samples}.
     *
     * @throws IllegalArgumentException when there is no sample
     */
    public static Normalization adapt(Samples samples) {
        Shape shape = samples.shape();
        int channels = shape.channels();
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        float[] sample = new float[shape.size()];
        for (int i = 0; i < samples.size(); i++) {
            samples.read(i, sample, 0);
            for (int k = 0; k < sample.length; k++) {
                sums[k % channels] += sample[k];
            }
        }
        double count = (double) samples.size() * sample.length / channels;
        Check.of("Normalization").positive("samples", count);
        for (int i = 0; i < samples.size(); i++) {
            samples.read(i, sample, 0);
            for (int k = 0; k < sample.length; k++) {
                double off = sample[k] - sums[k % channels] / count;
                squares[k % channels] += off * off;
            }
        }
        List<Double> means = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            means.add(sums[c] / count);
            variances.add(squares[c] / count);
        }
        return of(means, variances);
    }

    /**
     * The samples as this layer hands them on, for what is fitted to them before there is a model.
     *
     * @param samples {@code [h, w, c]} or {@code [c]} with as many channels as there are means, or with one mean for all
     * @throws IllegalArgumentException when there are other numbers of channels
     */
    public Samples normalize(Samples samples) {
        int channels = samples.shape().channels();
        checkChannels(channels, samples.shape());
        return new NormalizedSamples(samples, repeated(scales(), channels), repeated(offsets(), channels));
    }

    @Override
    public Normalization named(String newName) {
        return new Normalization(newName, mean, variance, invert);
    }

    /** The way back: {@code x sqrt(variance) + mean}. */
    public Normalization invert(boolean use) {
        return new Normalization(name, mean, variance, use);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.of(inputs);
        int channels = x.shape().channels();
        checkChannels(channels, x.shape());
        return ImageTensor.of(x).scaleChannels(repeated(scales(), channels), repeated(offsets(), channels));
    }

    private void checkChannels(int channels, Shape shape) {
        if (mean.size() != 1 && mean.size() != channels) {
            throw new IllegalArgumentException(
                    "there are means of " + mean.size() + " channels, but the input has the shape " + shape);
        }
    }

    private double deviation(int channel) {
        return Math.max(Math.sqrt(variance.get(channel)), LEAST_DEVIATION);
    }

    private List<Double> scales() {
        return IntStream.range(0, mean.size())
                .mapToObj(c -> invert ? deviation(c) : 1 / deviation(c))
                .toList();
    }

    private List<Double> offsets() {
        return IntStream.range(0, mean.size())
                .mapToObj(c -> invert ? mean.get(c) : -mean.get(c) / deviation(c))
                .toList();
    }

    private static List<Double> repeated(List<Double> values, int count) {
        return values.size() == count ? values : Collections.nCopies(count, values.getFirst());
    }
}
