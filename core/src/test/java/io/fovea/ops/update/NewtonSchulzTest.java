package io.fovea.ops.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Shape;

class NewtonSchulzTest {
    private static final float A = 3.4445f;
    private static final float B = -4.775f;
    private static final float C = 2.0315f;
    private static final int ITERATIONS = 3;

    static Stream<Shape> shapes() {
        return Stream.of(Shape.of(1, 1), Shape.of(5, 5), Shape.of(8, 33), Shape.of(17, 40), Shape.of(40, 90));
    }

    private static float[] ours(Kernels kernels, float[] matrix, Shape shape, boolean transposes) {
        int rows = shape.dimension(0);
        int columns = shape.dimension(1);
        float[] result = new float[matrix.length];
        try (Memory memory = new Memory()) {
            long room = memory.allocate(NewtonSchulz.bytes(rows, columns, kernels.lanes()));
            NewtonSchulz iteration = new NewtonSchulz(kernels, room, rows, columns);
            iteration.read(matrix, transposes, 2);
            for (int phase = 0; phase < NewtonSchulz.PHASES * ITERATIONS; phase++) {
                for (int task = iteration.tasks() - 1; task >= 0; task--) {
                    iteration.work(phase, task, A, B, C);
                }
            }
            iteration.write(result, transposes, ITERATIONS);
        }
        return result;
    }

    /** The definition in double precision. */
    private static double[] expected(float[] matrix, int rows, int columns) {
        double[] x = new double[matrix.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = matrix[i] / 2;
        }
        for (int i = 0; i < ITERATIONS; i++) {
            double[] transposed = new double[x.length];
            for (int k = 0; k < x.length; k++) {
                transposed[k % columns * rows + k / columns] = x[k];
            }
            double[] square = product(x, transposed, rows, columns, rows);
            double[] fourth = product(square, square, rows, rows, rows);
            for (int k = 0; k < square.length; k++) {
                square[k] = B * square[k] + C * fourth[k] + (k / rows == k % rows ? A : 0);
            }
            x = product(square, x, rows, rows, columns);
        }
        return x;
    }

    private static double[] product(double[] left, double[] right, int rows, int depth, int columns) {
        double[] product = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                for (int k = 0; k < depth; k++) {
                    product[r * columns + c] += left[r * depth + k] * right[k * columns + c];
                }
            }
        }
        return product;
    }

    private static float[] matrix(Shape shape) {
        return new RandomNormal(0, 1 / Math.sqrt(shape.size())).values(shape, 5);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isTheIterationOfTheDefinition(Shape shape) {
        double[] expected = expected(matrix(shape), shape.dimension(0), shape.dimension(1));
        float[] ours = ours(Kernels.preferred(), matrix(shape), shape, false);
        for (int i = 0; i < ours.length; i++) {
            // Singular values are about 1; nine products, each with a relative error of 2^-24 a sum.
            assertThat((double) ours[i]).isCloseTo(expected[i], within(2e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void equalBitsAtEveryWidthAndFromTheTransposedMatrix(Shape shape) {
        float[] matrix = matrix(shape);
        float[] transposed = new float[matrix.length];
        int rows = shape.dimension(0);
        int columns = shape.dimension(1);
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % columns * rows + i / columns] = matrix[i];
        }
        float[] expected = ours(Kernels.preferred(), matrix, shape, false);
        assertThat(ours(Kernels.scalar(4), matrix, shape, false)).isEqualTo(expected);
        assertThat(ours(Kernels.scalar(16), matrix, shape, false)).isEqualTo(expected);
        float[] back = ours(Kernels.preferred(), transposed, shape, true);
        for (int i = 0; i < matrix.length; i++) {
            assertThat(back[i % columns * rows + i / columns]).isEqualTo(expected[i]);
        }
    }
}
