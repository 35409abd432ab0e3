package io.fovea.ops.update;

import java.util.Arrays;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Subnormals;
import io.fovea.tensor.Shape;

/**
 * Muon (Jordan et al., 2024) on a matrix: the momentum, made nearly orthogonal by the iteration of Newton and Schulz.
 *
 * @param a coefficient of X in the iteration {@code X = a X + (b A + c A A) X} with {@code A = X X^T}
 * @param b of A
 * @param c of its square
 * @param momentum part of the last step that stays
 * @param iterations of Newton and Schulz
 * @param nesterov whether to look ahead along the momentum
 * @param rmsRate root mean square of a step, times the learning rate; 0: the step is as it comes
 */
public record MuonRule(
        double a, double b, double c, double momentum, int iterations, boolean nesterov, double rmsRate)
        implements WholeUpdateRule {
    /** Places in the scratch: the matrix, its product with itself, the square of that, another matrix. */
    private static final int X = 0;

    private static final int SQUARE = 1;
    private static final int FOURTH = 2;
    private static final int OTHER = 3;

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Scratch scratch(Shape weight) {
        int least = Math.min(weight.dimension(0), weight.channels());
        return new Scratch(
                new float[][]{
                    new float[weight.size()], new float[least * least], new float[least * least],
                    new float[weight.size()]},
                new double[0]);
    }

    @Override
    public void update(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {
        int rows = parameter.shape().dimension(0);
        int columns = parameter.shape().channels();
        float[] mean = states[0];
        float keep = (float) momentum;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = Subnormals.flush(Math.fma(mean[i], keep, gradient[i]));
            gradient[i] = nesterov ? Math.fma(mean[i], keep, gradient[i]) : mean[i];
        }
        boolean tall = rows > columns;
        float[] wide = scratch.floats()[X];
        if (tall) {
            transpose(gradient, rows, columns, wide);
        } else {
            System.arraycopy(gradient, 0, wide, 0, wide.length);
        }
        orthogonalize(scratch.floats(), Math.min(rows, columns), Math.max(rows, columns));
        if (tall) {
            transpose(wide, columns, rows, gradient);
        } else {
            System.arraycopy(wide, 0, gradient, 0, wide.length);
        }
        double adjusted = rmsRate == 0 ? 1 : Math.sqrt(Math.max(rows, columns)) * rmsRate;
        float rate = (float) (step.rate() * adjusted);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Subnormals.flush(weights[i] - rate * gradient[i]);
        }
    }

    /** Makes the matrix at {@link #X}, no taller than wide, nearly orthogonal. */
    private void orthogonalize(float[][] scratch, int rows, int columns) {
        float[] x = scratch[X];
        float[] square = scratch[SQUARE];
        float[] fourth = scratch[FOURTH];
        float[] other = scratch[OTHER];
        double squares = 0;
        for (float value : x) {
            squares += (double) value * value;
        }
        float norm = (float) (Math.sqrt(squares) + 1e-7);
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] / norm;
        }
        for (int i = 0; i < iterations; i++) {
            transpose(x, rows, columns, other);
            multiply(x, other, rows, columns, rows, square);
            multiply(square, square, rows, rows, rows, fourth);
            for (int k = 0; k < square.length; k++) {
                square[k] = (float) (b * square[k] + c * fourth[k]);
            }
            multiply(square, x, rows, rows, columns, other);
            for (int k = 0; k < x.length; k++) {
                x[k] = (float) a * x[k] + other[k];
            }
        }
    }

    /** The inner loop has no sum in it, so that the compiler uses vectors without changing a bit. */
    private static void multiply(float[] left, float[] right, int rows, int depth, int columns, float[] product) {
        Arrays.fill(product, 0);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < depth; k++) {
                addMultiple(left[r * depth + k], right, k * columns, product, r * columns, columns);
            }
        }
    }

    private static void addMultiple(float factor, float[] from, int at, float[] to, int start, int count) {
        for (int j = 0; j < count; j++) {
            to[start + j] += factor * from[at + j];
        }
    }

    private static void transpose(float[] matrix, int rows, int columns, float[] into) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                into[k * rows + r] = matrix[r * columns + k];
            }
        }
    }
}
