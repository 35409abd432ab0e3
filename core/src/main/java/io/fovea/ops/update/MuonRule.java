package io.fovea.ops.update;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Subnormals;

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
    @Override
    public int states() {
        return 1;
    }

    @Override
    public void update(UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient) {
        int rows = parameter.shape().dimension(0);
        int columns = parameter.shape().channels();
        float[] mean = states[0];
        float keep = (float) momentum;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = Subnormals.flush(Math.fma(mean[i], keep, gradient[i]));
            gradient[i] = nesterov ? Math.fma(mean[i], keep, gradient[i]) : mean[i];
        }
        boolean tall = rows > columns;
        float[] wide = tall ? transposed(gradient, rows, columns) : gradient;
        float[] orthogonal = orthogonalized(wide, Math.min(rows, columns), Math.max(rows, columns));
        float[] own = tall ? transposed(orthogonal, columns, rows) : orthogonal;
        double adjusted = rmsRate == 0 ? 1 : Math.sqrt(Math.max(rows, columns)) * rmsRate;
        float rate = (float) (step.rate() * adjusted);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Subnormals.flush(weights[i] - rate * own[i]);
        }
    }

    private float[] orthogonalized(float[] matrix, int rows, int columns) {
        double squares = 0;
        for (float value : matrix) {
            squares += (double) value * value;
        }
        float norm = (float) (Math.sqrt(squares) + 1e-7);
        float[] x = new float[matrix.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = matrix[i] / norm;
        }
        for (int i = 0; i < iterations; i++) {
            float[] square = product(x, transposed(x, rows, columns), rows, columns, rows);
            float[] fourth = product(square, square, rows, rows, rows);
            for (int k = 0; k < square.length; k++) {
                square[k] = (float) (b * square[k] + c * fourth[k]);
            }
            float[] change = product(square, x, rows, rows, columns);
            for (int k = 0; k < x.length; k++) {
                x[k] = (float) a * x[k] + change[k];
            }
        }
        return x;
    }

    /** The inner loop has no sum in it, so that the compiler uses vectors without changing a bit. */
    private static float[] product(float[] left, float[] right, int rows, int depth, int columns) {
        float[] product = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < depth; k++) {
                addMultiple(left[r * depth + k], right, k * columns, product, r * columns, columns);
            }
        }
        return product;
    }

    private static void addMultiple(float factor, float[] from, int at, float[] to, int start, int count) {
        for (int j = 0; j < count; j++) {
            to[start + j] += factor * from[at + j];
        }
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] turned = new float[matrix.length];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                turned[k * rows + r] = matrix[r * columns + k];
            }
        }
        return turned;
    }
}
