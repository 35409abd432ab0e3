package io.fovea.ops.update;

import java.util.Arrays;
import java.util.Optional;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.StateShape;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;
import io.fovea.kernels.Subnormals;
import io.fovea.tensor.Shape;

/**
 * Adafactor (Shazeer and Stern, arXiv:1804.04235) as Keras computes it: the last two dimensions of a weight are a matrix, whose
 * mean squares are known by row and by column.
 *
 * @param factored whether the weight has two dimensions or more; of a vector the mean squares are kept one by one
 */
public record AdafactorRule(
        double beta2Decay, double epsilon1, double epsilon2, double clipThreshold, boolean factored)
        implements WholeUpdateRule {
    @Override
    public int states() {
        return factored ? 2 : 1;
    }

    @Override
    public StateShape stateShape(int index) {
        return !factored ? StateShape.WEIGHT : index == 0 ? StateShape.ROWS : StateShape.COLUMNS;
    }

    @Override
    public void prepare(float learningRate, long step, float[] factors) {
        factors[0] = (float) Math.min(learningRate, 1 / Math.sqrt((double) step));
        factors[1] = (float) (1 - StrictMath.pow((double) step, beta2Decay));
    }

    @Override
    public Scratch scratch(Shape weight, Kernels kernels, long address) {
        return new Scratch(new double[factored ? weight.channels() : 0], Optional.empty());
    }

    @Override
    public void update(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {
        if (factored) {
            int columns = parameter.shape().channels();
            int rows = parameter.shape().dimension(parameter.rank() - 2);
            for (int from = 0; from < weights.length; from += rows * columns) {
                divide(step.factor(1), rows, columns, from, states[0], states[1], gradient, scratch.doubles());
            }
        } else {
            for (int i = 0; i < weights.length; i++) {
                float square = (float) (gradient[i] * gradient[i] + epsilon1);
                states[0][i] = states[0][i] * step.factor(1) + square * (1 - step.factor(1));
                gradient[i] /= (float) Math.sqrt(states[0][i]);
            }
        }
        double scale = Math.max(epsilon2, rootMeanSquare(weights)) * step.factor(0)
                / Math.max(1, rootMeanSquare(gradient) / clipThreshold);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Subnormals.flush(weights[i] - (float) (scale * gradient[i]));
        }
    }

    /** Divides the gradient of a matrix by the root of its mean squares. */
    private void divide(
            float keep, int rows, int columns, int from, float[] ofRows, float[] ofColumns, float[] gradient,
            double[] columnSums) {
        int row = from / columns;
        int column = from / rows;
        Arrays.fill(columnSums, 0);
        double total = 0;
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                double g = gradient[from + r * columns + c];
                sum += g * g + epsilon1;
                columnSums[c] += g * g + epsilon1;
            }
            ofRows[row + r] = (float) (keep * ofRows[row + r] + (1 - keep) * (sum / columns));
            total += ofRows[row + r];
        }
        for (int c = 0; c < columns; c++) {
            ofColumns[column + c] = (float) (keep * ofColumns[column + c] + (1 - keep) * (columnSums[c] / rows));
        }
        for (int r = 0; r < rows; r++) {
            double ofRow = ofRows[row + r] / (total / rows);
            for (int c = 0; c < columns; c++) {
                gradient[from + r * columns + c] /= (float) Math.sqrt(ofRow * ofColumns[column + c]);
            }
        }
    }

    private static double rootMeanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }
}
