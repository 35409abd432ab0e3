package io.fovea;

import java.util.Arrays;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.ActivationFunction.Scope;
import io.fovea.tensor.Shape;

/** Activation functions in double precision, straight from their definitions. */
final class ActivationReference {
    private ActivationReference() {}

    /** The function of each sample, in place. */
    static double[][] activate(ActivationFunction f, double[][] x, Shape shape) {
        for (double[] sample : x) {
            if (f.kind().scope() == Scope.CHANNELS) {
                for (int p = 0; p < sample.length; p += shape.channels()) {
                    along(f.kind(), sample, p, 1, shape.channels());
                }
            } else {
                Arrays.setAll(sample, i -> value(f, sample[i]));
            }
        }
        return x;
    }

    /** A softmax or its kin of {@code count} numbers, {@code step} from one to the next. */
    static void along(Kind kind, double[] x, int from, int step, int count) {
        double[] own = new double[count];
        Arrays.setAll(own, i -> x[from + i * step]);
        double[] y = kind == Kind.SPARSEMAX ? sparsemax(own) : softmax(own);
        for (int i = 0; i < count; i++) {
            x[from + i * step] = kind == Kind.LOG_SOFTMAX ? Math.log(y[i]) : y[i];
        }
    }

    private static double[] softmax(double[] x) {
        double top = Arrays.stream(x).max().orElseThrow();
        double sum = Arrays.stream(x).map(v -> Math.exp(v - top)).sum();
        return Arrays.stream(x).map(v -> Math.exp(v - top) / sum).toArray();
    }

    /** By sorting, as in the paper. */
    private static double[] sparsemax(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double threshold = 0;
        for (int k = 1; k <= x.length; k++) {
            double z = sorted[x.length - k];
            sum += z;
            if (1 + k * z > sum) {
                threshold = (sum - 1) / k;
            }
        }
        double taken = threshold;
        return Arrays.stream(x).map(v -> Math.max(v - taken, 0)).toArray();
    }

    private static double argument(ActivationFunction f, String name) {
        return (float) f.argument(name);
    }

    private static double value(ActivationFunction f, double x) {
        return switch (f.kind()) {
            case LINEAR, SOFTMAX, LOG_SOFTMAX, SPARSEMAX -> x;
            case RELU -> relu(f, x);
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case LEAKY_RELU -> x > 0 ? x : argument(f, "negative_slope") * x;
            case ELU -> x > 0 ? x : argument(f, "alpha") * Math.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
            case CELU -> x > 0 ? x : argument(f, "alpha") * Math.expm1(x / argument(f, "alpha"));
            case GELU -> x * (1 + (f.argument("approximate") == 1
                    ? Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))
                    : erf(x / Math.sqrt(2)))) / 2;
            case SWISH -> x * sigmoid(x);
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
            case SIGMOID -> sigmoid(x);
            case HARD_SIGMOID -> hardSigmoid(x);
            case HARD_SWISH -> x * hardSigmoid(x);
            case TANH -> Math.tanh(x);
            case HARD_TANH -> Math.min(Math.max(x, -1), 1);
            case TANH_SHRINK -> x - Math.tanh(x);
            case SOFT_SHRINK -> Math.signum(x) * Math.max(Math.abs(x) - argument(f, "threshold"), 0);
            case HARD_SHRINK -> Math.abs(x) > argument(f, "threshold") ? x : 0;
            case THRESHOLD -> x > argument(f, "threshold") ? x : argument(f, "default_value");
            case SOFTPLUS -> Math.log1p(Math.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SQUAREPLUS -> (x + Math.sqrt(x * x + argument(f, "b"))) / 2;
            case SPARSE_PLUS -> x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4;
            case SPARSE_SIGMOID -> Math.min(Math.max((x + 1) / 2, 0), 1);
            case LOG_SIGMOID -> -Math.log1p(Math.exp(-x));
            case EXPONENTIAL -> Math.exp(x);
        };
    }

    private static double relu(ActivationFunction f, double x) {
        double threshold = argument(f, "threshold");
        return x > threshold
                ? Math.min(x, argument(f, "max_value"))
                : argument(f, "negative_slope") * (x - threshold);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double hardSigmoid(double x) {
        return Math.min(Math.max(x / 6 + 0.5, 0), 1);
    }

    /** The error function by its Taylor series: exact enough for the small arguments of a test. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 120; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
