package io.fovea.ops.update;

import java.util.Optional;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;
import io.fovea.kernels.Subnormals;
import io.fovea.tensor.Shape;

/**
 * Muon (Jordan et al., 2024) on a matrix: the momentum, made nearly orthogonal by {@link NewtonSchulz}. A kernel of a convolution is the
 * matrix {@code [height * width * inputs, filters]}.
 *
 * @param a coefficient of X in the iteration {@code X = a X + (b A + c A A) X} with {@code A = X X^T}
 * @param b of A
 * @param c of its square
 * @param momentum part of the last step that stays
 * @param iterations of Newton and Schulz
 * @param nesterov whether to look ahead along the momentum
 * @param rmsRate root mean square of a step, times the learning rate; 0: the step is as it comes
 * @param renormalizes whether the weight is scaled to the norm {@code sqrt(columns)} before each step
 */
public record MuonRule(
        double a, double b, double c, double momentum, int iterations, boolean nesterov, double rmsRate,
        boolean renormalizes)
        implements WholeUpdateRule {
    @Override
    public int states() {
        return 1;
    }

    private static int columns(Shape weight) {
        return weight.channels();
    }

    private static int rows(Shape weight) {
        return weight.size() / weight.channels();
    }

    private static int shorter(Shape weight) {
        return Math.min(rows(weight), columns(weight));
    }

    private static int longer(Shape weight) {
        return Math.max(rows(weight), columns(weight));
    }

    private static boolean isTall(Shape weight) {
        return rows(weight) > columns(weight);
    }

    @Override
    public long bytes(Shape weight, int lanes) {
        return NewtonSchulz.bytes(shorter(weight), longer(weight), lanes);
    }

    @Override
    public Scratch scratch(Shape weight, Kernels kernels, long address) {
        return new Scratch(
                new double[0], Optional.of(new NewtonSchulz(kernels, address, shorter(weight), longer(weight))));
    }

    @Override
    public int phases() {
        return NewtonSchulz.PHASES * iterations;
    }

    @Override
    public int tasks(Scratch scratch) {
        return scratch.iteration().orElseThrow().tasks();
    }

    @Override
    public void prepare(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {
        float[] mean = states[0];
        float keep = (float) momentum;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = Subnormals.flush(Math.fma(mean[i], keep, gradient[i]));
            gradient[i] = nesterov ? Math.fma(mean[i], keep, gradient[i]) : mean[i];
        }
        scratch.iteration().orElseThrow().read(
                gradient, isTall(parameter.shape()), (float) (norm(gradient) + 1e-7));
    }

    private static double norm(float[] matrix) {
        double squares = 0;
        for (float value : matrix) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    @Override
    public void work(int phase, int task, Scratch scratch) {
        scratch.iteration().orElseThrow().work(phase, task, (float) a, (float) b, (float) c);
    }

    @Override
    public void update(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {
        Shape shape = parameter.shape();
        scratch.iteration().orElseThrow().write(gradient, isTall(shape), iterations);
        double adjusted = rmsRate == 0 ? 1 : Math.sqrt(longer(shape)) * rmsRate;
        float rate = (float) (step.rate() * adjusted);
        double norm = renormalizes ? norm(weights) : 0;
        float scale = norm == 0 ? 1 : (float) (Math.sqrt(columns(shape)) / norm);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Subnormals.flush(Math.fma(-rate, gradient[i], scale * weights[i]));
        }
    }
}
