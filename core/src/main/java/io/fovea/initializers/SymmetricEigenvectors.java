package io.fovea.initializers;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (Golub and Van Loan, Matrix Computations, section
 * 8.5), largest value first. The first component of each vector that is not 0 is positive, so that the result is the same on every machine.
 */
final class SymmetricEigenvectors {
    private static final int SWEEPS = 100;

    private final int size;
    private final double[] matrix;
    private final double[] vectors;
    private final int[] order;

    private SymmetricEigenvectors(double[] symmetric, int size) {
        this.size = size;
        matrix = symmetric.clone();
        vectors = new double[size * size];
        for (int i = 0; i < size; i++) {
            vectors[i * size + i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && !isDiagonal(); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(p, q);
                }
            }
        }
        order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -matrix[i * size + i]))
                .mapToInt(i -> i)
                .toArray();
    }

    static SymmetricEigenvectors of(double[] symmetric, int size) {
        return new SymmetricEigenvectors(symmetric, size);
    }

    /** Whether what is left beside the diagonal is below the rounding of the diagonal. */
    private boolean isDiagonal() {
        double beside = 0;
        double diagonal = 0;
        for (int p = 0; p < size; p++) {
            diagonal += matrix[p * size + p] * matrix[p * size + p];
            for (int q = p + 1; q < size; q++) {
                beside += matrix[p * size + q] * matrix[p * size + q];
            }
        }
        return beside <= 1e-30 * diagonal;
    }

    private void rotate(int p, int q) {
        double beside = matrix[p * size + q];
        if (beside == 0) {
            return;
        }
        double ratio = (matrix[q * size + q] - matrix[p * size + p]) / (2 * beside);
        double tangent = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < size; k++) {
            turn(matrix, k * size + p, k * size + q, cosine, sine);
        }
        for (int k = 0; k < size; k++) {
            turn(matrix, p * size + k, q * size + k, cosine, sine);
            turn(vectors, k * size + p, k * size + q, cosine, sine);
        }
    }

    private static void turn(double[] numbers, int first, int second, double cosine, double sine) {
        double a = numbers[first];
        double b = numbers[second];
        numbers[first] = cosine * a - sine * b;
        numbers[second] = sine * a + cosine * b;
    }

    double value(int index) {
        return matrix[order[index] * size + order[index]];
    }

    double component(int index, int i) {
        int column = order[index];
        double sign = 1;
        for (int k = 0; k < size; k++) {
            double first = vectors[k * size + column];
            if (first != 0) {
                sign = Math.signum(first);
                break;
            }
        }
        return sign * vectors[i * size + column];
    }
}
