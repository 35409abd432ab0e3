package io.fovea.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.initializers.VarianceScaling.Distribution;
import io.fovea.initializers.VarianceScaling.Fan;
import io.fovea.tensor.Shape;

class InitializersTest {
    private static final Shape KERNEL = Shape.of(3, 3, 20, 40);

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float v : values) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    static Stream<VarianceScaling> scalings() {
        return Stream.of(Fan.values()).flatMap(
                fan -> Stream.of(Distribution.values()).map(d -> new VarianceScaling(1.7, fan, d)));
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void theVarianceIsTheScaleByTheFan(VarianceScaling scaling) {
        double fan = switch (scaling.fan()) {
            case IN -> 9 * 20;
            case OUT -> 9 * 40;
            case AVERAGE -> 9 * 30;
        };
        float[] values = scaling.values(KERNEL, 5);
        double expected = Math.sqrt(1.7 / fan);
        // 7200 numbers: the deviation's own deviation is 0.8 % of it.
        assertThat(deviation(values)).isCloseTo(expected, within(0.03 * expected));
        assertThat(mean(values)).isCloseTo(0, within(0.04 * expected));
        double limit = switch (scaling.distribution()) {
            case UNIFORM -> Math.sqrt(3) * expected;
            case TRUNCATED_NORMAL -> 2 * expected / 0.8796;
            case UNTRUNCATED_NORMAL -> 5 * expected;
        };
        for (float v : values) {
            assertThat((double) Math.abs(v)).isLessThanOrEqualTo(limit * 1.0001);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyATruncatedDistributionHasEnds(Distribution distribution) {
        float[] values = new VarianceScaling(1, Fan.IN, distribution).values(Shape.of(100, 100), 1);
        double far = 0;
        for (float v : values) {
            far = Math.max(far, Math.abs(v) * 10);
        }
        assertThat(far > 2.3).isEqualTo(distribution == Distribution.UNTRUNCATED_NORMAL);
    }

    @Test
    void aTruncatedNormalEndsAtTwoDeviations() {
        float[] values = new TruncatedNormal(0.5, 0.1).values(Shape.of(100, 100), 3);
        for (float v : values) {
            assertThat(v).isBetween(0.2999f, 0.7001f);
        }
        assertThat(mean(values)).isCloseTo(0.5, within(0.005));
        // Cutting off leaves 0.8796 of the deviation.
        assertThat(deviation(values)).isCloseTo(0.08796, within(0.003));
    }

    @ParameterizedTest
    @CsvSource({"30, 20", "20, 30", "25, 25", "1, 7", "7, 1"})
    void anOrthogonalMatrixTimesItsTransposedIsTheIdentity(int rows, int columns) {
        float[] m = new Orthogonal(1.5).values(Shape.of(rows, columns), 9);
        boolean wide = rows < columns;
        int vectors = Math.min(rows, columns);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b < vectors; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    dot += (double) m[wide ? a * columns + i : i * columns + a]
                            * m[wide ? b * columns + i : i * columns + b];
                }
                assertThat(dot).isCloseTo(a == b ? 2.25 : 0, within(1e-6));
            }
        }
    }

    @Test
    void anOrthogonalKernelIsTheMatrixOfItsFilters() {
        assertThat(new Orthogonal().values(Shape.of(2, 3, 4, 5), 1))
                .isEqualTo(new Orthogonal().values(Shape.of(24, 5), 1));
        assertThatThrownBy(() -> new Orthogonal().values(Shape.of(5), 1))
                .hasMessage("Orthogonal: a weight has two dimensions or more, but got [5]");
    }

    @Test
    void identity() {
        assertThat(new Identity(0.5).values(Shape.of(2, 3), 1)).containsExactly(0.5f, 0, 0, 0, 0.5f, 0);
        assertThat(new Identity().values(Shape.of(3, 2), 1)).containsExactly(1, 0, 0, 1, 0, 0);
        assertThatThrownBy(() -> new Identity().values(KERNEL, 1))
                .hasMessage("Identity: a weight has two dimensions, but got [3, 3, 20, 40]");
    }

    @Test
    void dirac() {
        float[] odd = new Dirac(2).values(Shape.of(3, 3, 2, 3), 1);
        assertThat(odd[4 * 6]).isEqualTo(2);
        assertThat(odd[4 * 6 + 4]).isEqualTo(2);
        assertThat(mean(odd)).isCloseTo(4.0 / 54, within(1e-7));
        float[] others = new Dirac().others(new Constant(3)).values(Shape.of(1, 1, 2, 3), 1);
        assertThat(others).containsExactly(1, 0, 3, 0, 1, 3);
        float[] even = new Dirac().values(Shape.of(2, 2, 1, 1), 1);
        assertThat(even).containsExactly(1, 0, 0, 0);
        assertThatThrownBy(() -> new Dirac().values(Shape.of(3, 2), 1))
                .hasMessage("Dirac: a weight has the shape [height, width, inputs, filters], but got [3, 2]");
    }

    static List<Initializer> random() {
        return List.of(new RandomNormal(), new RandomUniform(), new TruncatedNormal(), new Orthogonal(),
                VarianceScaling.LECUN_NORMAL, VarianceScaling.LECUN_UNIFORM, VarianceScaling.GLOROT_UNIFORM);
    }

    @ParameterizedTest
    @MethodSource("random")
    void theSeedAloneDecides(Initializer initializer) {
        assertThat(initializer.values(KERNEL, 4)).isEqualTo(initializer.values(KERNEL, 4));
        assertThat(initializer.values(KERNEL, 5)).isNotEqualTo(initializer.values(KERNEL, 4));
    }
}
