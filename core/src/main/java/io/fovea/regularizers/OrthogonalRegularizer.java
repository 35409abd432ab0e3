package io.fovea.regularizers;

import java.util.Arrays;

import io.fovea.custom.Regularizer;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * A penalty on rows or columns of a matrix that are not orthogonal to each other, as Keras's {@code OrthogonalRegularizer}: {@code
 * factor} times the mean magnitude of the cosines between them.
 *
 * <p>Example: {@code Dense.of(10).kernelRegularizer(new OrthogonalRegularizer(0.01, Mode.ROWS))}
 *
 * @param factor 0 or more; default 0.01
 * @param mode rows or columns; default rows
 */
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
    /** What is to be orthogonal. */
    public enum Mode {
        /** The rows. */
        ROWS,
        /** The columns. */
        COLUMNS
    }

    /** What Keras adds to squared norms at least. */
    private static final double EPSILON = 1e-12;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when the factor is negative or not finite
     */
    public OrthogonalRegularizer {
        Check.of("OrthogonalRegularizer").notNegative("factor", factor).present("mode", mode);
    }

    /** With the defaults. */
    public OrthogonalRegularizer() {
        this(0.01, Mode.ROWS);
    }

    @Override
    public void check(Shape shape) {
        Check.of("OrthogonalRegularizer").check(shape.rank() == 2, "weight", "a matrix", shape);
    }

    /** The vectors, each divided by its norm, one after another. */
    private double[][] vectors(float[] weight, Shape shape) {
        int columns = shape.channels();
        boolean rows = mode == Mode.ROWS;
        double[][] vectors = new double[rows ? shape.dimension(0) : columns][rows ? columns : shape.dimension(0)];
        for (int i = 0; i < vectors.length; i++) {
            for (int k = 0; k < vectors[i].length; k++) {
                vectors[i][k] = rows ? weight[i * columns + k] : weight[k * columns + i];
            }
            double norm = norm(vectors[i]);
            for (int k = 0; k < vectors[i].length; k++) {
                vectors[i][k] /= norm;
            }
        }
        return vectors;
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(Math.max(squares, EPSILON));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double pairs(int count) {
        return count * (count - 1.0) / 2;
    }

    @Override
    public double value(float[] weight, Shape shape) {
        double[][] vectors = vectors(weight, shape);
        double sum = 0;
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.abs(dot(vectors[i], vectors[j]));
            }
        }
        return factor * sum / pairs(vectors.length);
    }

    /** By a vector v with the norm n and the direction u: (I - u u^T) / n times the sum of sign(u . u') u' over the others. */
    @Override
    public void addGradient(float[] weight, Shape shape, float[] gradient) {
        double[][] vectors = vectors(weight, shape);
        int columns = shape.channels();
        boolean rows = mode == Mode.ROWS;
        double scale = factor / pairs(vectors.length);
        double[] own = new double[vectors[0].length];
        double[] sum = new double[own.length];
        for (int i = 0; i < vectors.length; i++) {
            Arrays.fill(sum, 0);
            for (int j = 0; j < vectors.length; j++) {
                double sign = i == j ? 0 : Math.signum(dot(vectors[i], vectors[j]));
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += sign * vectors[j][k];
                }
            }
            for (int k = 0; k < own.length; k++) {
                own[k] = rows ? weight[i * columns + k] : weight[k * columns + i];
            }
            double along = dot(vectors[i], sum);
            double norm = norm(own);
            for (int k = 0; k < own.length; k++) {
                gradient[rows ? i * columns + k : k * columns + i] +=
                        (float) (scale * (sum[k] - along * vectors[i][k]) / norm);
            }
        }
    }
}
