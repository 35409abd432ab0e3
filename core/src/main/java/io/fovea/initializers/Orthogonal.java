package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * A random orthogonal matrix (Saxe et al., arXiv:1312.6120): columns of length {@code gain} at right angles, or rows where there are
 * fewer of them. A kernel of a convolution is the matrix {@code [height width inputs, filters]}.
 *
 * <p>Example: {@code Dense.of(10).kernelInitializer(new Orthogonal(1.4))}
 *
 * @param gain factor of the matrix, finite; default 1
 */
public record Orthogonal(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws IllegalArgumentException when it is not finite in float32
     */
    public Orthogonal {
        Check.of("Orthogonal").finite("gain", gain);
    }

    /** With a gain of 1. */
    public Orthogonal() {
        this(1);
    }

    /** @throws IllegalArgumentException when the shape has less than two dimensions */
    @Override
    public float[] values(Shape shape, long seed) {
        if (shape.rank() < 2) {
            throw new IllegalArgumentException(
                    "Orthogonal: a weight has two dimensions or more, but got " + shape);
        }
        int columns = shape.channels();
        int rows = shape.size() / columns;
        int vectors = Math.min(rows, columns);
        double[][] basis = basis(vectors, Math.max(rows, columns), seed);
        float[] values = new float[shape.size()];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[r * columns + c] = (float) (gain * (rows < columns ? basis[r][c] : basis[c][r]));
            }
        }
        return values;
    }

    /**
     * Orthonormal vectors: Gram and Schmidt's method on normally distributed ones, which is the Q of a QR decomposition whose R has a
     * positive diagonal. Each is done twice, so that rounding leaves no angle.
     */
    private static double[][] basis(int vectors, int length, long seed) {
        double[][] basis = new double[vectors][length];
        for (int v = 0; v < vectors; v++) {
            for (int i = 0; i < length; i++) {
                basis[v][i] = Randoms.normal(seed, (long) v * length + i);
            }
            for (int other = 0; other < 2 * v; other++) {
                subtract(basis[v], basis[other % v]);
            }
            double size = StrictMath.sqrt(dot(basis[v], basis[v]));
            for (int i = 0; i < length; i++) {
                basis[v][i] /= size;
            }
        }
        return basis;
    }

    private static void subtract(double[] from, double[] direction) {
        double part = dot(from, direction);
        for (int i = 0; i < from.length; i++) {
            from[i] -= part * direction[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
