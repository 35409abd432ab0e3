package io.fovea;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.ELU;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.layers.ReLU;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Softmax;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;

/**
 * A model computed in double precision, as plainly as possible, straight from the definitions of its layers: what the engine
 * is compared with. It works on a whole batch, in training mode, without dropout.
 */
final class Reference {
    private final Model model;
    private final Map<Layer, List<double[]>> weights = new IdentityHashMap<>();

    /** Takes the model's weights as they are now. */
    Reference(Model model) {
        this.model = model;
        for (Layer layer : model.layers()) {
            List<double[]> own = new ArrayList<>();
            for (Weight weight : model.weights(layer)) {
                float[] values = model.weight(layer, weight);
                double[] copy = new double[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = values[i];
                }
                own.add(copy);
            }
            weights.put(layer, own);
        }
    }

    /** Weight {@code index} of a layer: may be changed. */
    double[] weight(Layer layer, int index) {
        return weights.get(layer).get(index);
    }

    /** The outputs [output][sample][element] for inputs [input][sample][element]. */
    List<double[][]> outputs(List<double[][]> inputs) {
        Map<Node, double[][]> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(model.inputs().get(i), inputs.get(i));
        }
        for (Node node : model.nodes()) {
            if (!node.inputs().isEmpty()) {
                List<double[][]> x = node.inputs().stream().map(values::get).toList();
                List<Shape> shapes = node.inputs().stream().map(model::shape).toList();
                values.put(node, apply(node, x, shapes));
            }
        }
        return model.outputs().stream().map(values::get).toList();
    }

    /** The mean over the samples of the cross-entropy of each output, summed over the outputs. */
    double loss(List<double[][]> inputs, List<int[]> labels) {
        List<double[][]> outputs = outputs(inputs);
        double loss = 0;
        for (int o = 0; o < outputs.size(); o++) {
            int n = labels.get(o).length;
            for (int s = 0; s < n; s++) {
                double[] p = outputs.get(o)[s];
                loss -= Math.log(p[labels.get(o)[s]] / Arrays.stream(p).sum()) / n;
            }
        }
        return loss;
    }

    private double[][] apply(Node node, List<double[][]> x, List<Shape> shapes) {
        Shape in = shapes.getFirst();
        Shape out = model.shape(node);
        List<double[]> w = weights.get(node.layer());
        return switch (node.layer()) {
            case Conv2D conv ->
                    activate(conv.activation(), each(x.getFirst(), s -> convolve(conv, s, in, out, w)), out);
            case Dense dense ->
                    activate(dense.activation(), each(x.getFirst(), s -> multiply(s, in.channels(), dense, w)), out);
            case MaxPooling2D p -> each(x.getFirst(), s -> pool(
                    s, in, out, p.poolHeight(), p.poolWidth(), p.strideHeight(), p.strideWidth(), p.padding(), true));
            case AveragePooling2D p -> each(x.getFirst(), s -> pool(
                    s, in, out, p.poolHeight(), p.poolWidth(), p.strideHeight(), p.strideWidth(), p.padding(), false));
            case GlobalMaxPooling2D p -> each(x.getFirst(), s -> whole(s, in, true));
            case GlobalAveragePooling2D p -> each(x.getFirst(), s -> whole(s, in, false));
            case Flatten f -> x.getFirst();
            case Dropout d -> x.getFirst();
            case Activation a -> activate(a.function(), each(x.getFirst(), double[]::clone), out);
            case ReLU r -> activate(
                    Activations.relu(r.negativeSlope(), r.maxValue(), r.threshold()),
                    each(x.getFirst(), double[]::clone), out);
            case LeakyReLU r -> activate(
                    Activations.leakyRelu(r.negativeSlope()), each(x.getFirst(), double[]::clone), out);
            case ELU e -> activate(Activations.elu(e.alpha()), each(x.getFirst(), double[]::clone), out);
            case Softmax s -> each(x.getFirst(), sample -> softmax(sample, out, s.axis()));
            case GatedLinearUnit g -> each(x.getFirst(), s -> gate(s, out.channels()));
            case Maxout m -> each(x.getFirst(), s -> maxout(s, m, in.channels(), w));
            case Rescaling r -> each(x.getFirst(),
                    s -> Arrays.stream(s)
                            .map(v -> v * r.scales().getFirst().floatValue() + r.offsets().getFirst().floatValue())
                            .toArray());
            case Add a -> add(x);
            case Concatenate c -> concatenate(x, shapes, out);
            case BatchNormalization b -> normalize(b, x.getFirst(), in.channels(), w);
            case Input i -> x.getFirst();
            default -> throw new IllegalArgumentException("no reference for " + node.layer());
        };
    }

    private interface OnSample {
        double[] apply(double[] sample);
    }

    private static double[][] each(double[][] x, OnSample f) {
        return Arrays.stream(x).map(f::apply).toArray(double[][]::new);
    }

    private static double[] convolve(Conv2D c, double[] x, Shape in, Shape out, List<double[]> w) {
        int h = in.dimension(0);
        int width = in.dimension(1);
        int channels = in.channels();
        int top = before(c.padding(), h, (c.kernelHeight() - 1) * c.dilationHeight() + 1, c.strideHeight(),
                out.dimension(0));
        int left = before(c.padding(), width, (c.kernelWidth() - 1) * c.dilationWidth() + 1, c.strideWidth(),
                out.dimension(1));
        double[] y = new double[out.size()];
        for (int r = 0; r < out.dimension(0); r++) {
            for (int q = 0; q < out.dimension(1); q++) {
                for (int f = 0; f < c.filters(); f++) {
                    double sum = c.useBias() ? w.get(1)[f] : 0;
                    for (int i = 0; i < c.kernelHeight(); i++) {
                        for (int j = 0; j < c.kernelWidth(); j++) {
                            int row = r * c.strideHeight() - top + i * c.dilationHeight();
                            int column = q * c.strideWidth() - left + j * c.dilationWidth();
                            if (row >= 0 && row < h && column >= 0 && column < width) {
                                for (int k = 0; k < channels; k++) {
                                    sum += x[(row * width + column) * channels + k]
                                            * w.get(0)[((i * c.kernelWidth() + j) * channels + k) * c.filters() + f];
                                }
                            }
                        }
                    }
                    y[(r * out.dimension(1) + q) * c.filters() + f] = sum;
                }
            }
        }
        return y;
    }

    private static int before(Padding padding, int size, int window, int stride, int out) {
        return padding == Padding.SAME ? Math.max(0, (out - 1) * stride + window - size) / 2 : 0;
    }

    private static double[] multiply(double[] x, int channels, Dense d, List<double[]> w) {
        double[] y = new double[x.length / channels * d.units()];
        for (int p = 0; p < x.length / channels; p++) {
            for (int u = 0; u < d.units(); u++) {
                double sum = d.useBias() ? w.get(1)[u] : 0;
                for (int k = 0; k < channels; k++) {
                    sum += x[p * channels + k] * w.get(0)[k * d.units() + u];
                }
                y[p * d.units() + u] = sum;
            }
        }
        return y;
    }

    private static double[] pool(
            double[] x, Shape in, Shape out, int ph, int pw, int sh, int sw, Padding padding, boolean max) {
        int top = before(padding, in.dimension(0), ph, sh, out.dimension(0));
        int left = before(padding, in.dimension(1), pw, sw, out.dimension(1));
        int channels = in.channels();
        double[] y = new double[out.size()];
        for (int at = 0; at < y.length; at++) {
            int k = at % channels;
            int q = at / channels % out.dimension(1);
            int r = at / channels / out.dimension(1);
            double best = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int row = Math.max(0, r * sh - top); row < Math.min(in.dimension(0), r * sh - top + ph); row++) {
                for (int c = Math.max(0, q * sw - left); c < Math.min(in.dimension(1), q * sw - left + pw); c++) {
                    double v = x[(row * in.dimension(1) + c) * channels + k];
                    best = Math.max(best, v);
                    sum += v;
                    count++;
                }
            }
            y[at] = max ? best : sum / count;
        }
        return y;
    }

    private static double[] whole(double[] x, Shape in, boolean max) {
        return pool(
                x, in, Shape.of(1, 1, in.channels()), in.dimension(0), in.dimension(1), in.dimension(0),
                in.dimension(1), Padding.VALID, max);
    }

    private static double[][] add(List<double[][]> x) {
        double[][] y = each(x.getFirst(), double[]::clone);
        for (double[][] other : x.subList(1, x.size())) {
            for (int s = 0; s < y.length; s++) {
                for (int i = 0; i < y[s].length; i++) {
                    y[s][i] += other[s][i];
                }
            }
        }
        return y;
    }

    private static double[][] concatenate(List<double[][]> x, List<Shape> shapes, Shape out) {
        double[][] y = new double[x.getFirst().length][out.size()];
        int first = 0;
        for (int i = 0; i < x.size(); i++) {
            int channels = shapes.get(i).channels();
            for (int s = 0; s < y.length; s++) {
                for (int p = 0; p < out.size() / out.channels(); p++) {
                    System.arraycopy(x.get(i)[s], p * channels, y[s], p * out.channels() + first, channels);
                }
            }
            first += channels;
        }
        return y;
    }

    private static double[][] normalize(BatchNormalization b, double[][] x, int channels, List<double[]> w) {
        double[][] y = each(x, double[]::clone);
        int count = x.length * x[0].length / channels;
        for (int k = 0; k < channels; k++) {
            double mean = 0;
            double variance = 0;
            for (double[] sample : x) {
                for (int i = k; i < sample.length; i += channels) {
                    mean += sample[i] / count;
                }
            }
            for (double[] sample : x) {
                for (int i = k; i < sample.length; i += channels) {
                    variance += (sample[i] - mean) * (sample[i] - mean) / count;
                }
            }
            double gamma = b.scale() ? w.get(0)[k] : 1;
            double beta = b.center() ? w.get(b.scale() ? 1 : 0)[k] : 0;
            for (double[] sample : y) {
                for (int i = k; i < sample.length; i += channels) {
                    sample[i] = gamma * (sample[i] - mean) / Math.sqrt(variance + (float) b.epsilon()) + beta;
                }
            }
        }
        return y;
    }

    private static double[][] activate(ActivationFunction f, double[][] x, Shape shape) {
        return ActivationReference.activate(f, x, shape);
    }

    /** A softmax along an axis of {@code [h, w, c]} or {@code [c]}. */
    private static double[] softmax(double[] x, Shape shape, int axis) {
        double[] y = x.clone();
        int index = axis > 0 ? axis - 1 : shape.rank() + axis;
        int step = 1;
        for (int a = index + 1; a < shape.rank(); a++) {
            step *= shape.dimension(a);
        }
        int count = shape.dimension(index);
        for (int i = 0; i < y.length; i++) {
            if (i / step % count == 0) {
                ActivationReference.along(Kind.SOFTMAX, y, i, step, count);
            }
        }
        return y;
    }

    private static double[] gate(double[] x, int channels) {
        double[] y = new double[x.length / 2];
        for (int i = 0; i < y.length; i++) {
            int at = i / channels * 2 * channels + i % channels;
            y[i] = x[at] / (1 + Math.exp(-x[at + channels]));
        }
        return y;
    }

    private static double[] maxout(double[] x, Maxout m, int in, List<double[]> w) {
        Dense all = Dense.of(m.units() * m.pieces()).useBias(m.useBias());
        double[] z = multiply(x, in, all, w);
        double[] y = new double[z.length / m.pieces()];
        for (int i = 0; i < y.length; i++) {
            int at = i / m.units() * all.units() + i % m.units();
            y[i] = z[at];
            for (int p = 1; p < m.pieces(); p++) {
                y[i] = Math.max(y[i], z[at + p * m.units()]);
            }
        }
        return y;
    }
}
