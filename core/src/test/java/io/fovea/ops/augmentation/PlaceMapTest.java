package io.fovea.ops.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaceMapTest {
    private static final Interval ALWAYS = new Interval(1, 1);
    private static final ImageSize SIZE = new ImageSize(6, 7, 2);

    /** Shifts of the four corners of an image of 6 x 7 pixels, and the map. */
    private record Corners(double[] shifts, float[] numbers) {}

    /** Of {@code compute_homography_matrix} of Keras 3.15.1 on TensorFlow 2.21.0, without the numbers that are 0. */
    static List<Corners> corners() {
        return List.of(
                new Corners(
                        new double[]{0.3, -0.2, 0.1, 0.4, -0.3, 0.2, 0.25, -0.1},
                        new float[]{0.7090909f, 0.9848485f, -0.03333333f, 0.03030304f}),
                new Corners(
                        new double[]{0, 0, -0.4, 0.1, 0.2, -0.35, 0.45, 0.15},
                        new float[]{2.1971705f, 2.7703457f, 0.0884173f, 0.2463768f}),
                new Corners(
                        new double[]{0.1, 0.1, 0.5, -0.5, -0.5, 0.5, -0.5, -0.45},
                        new float[]{-0.6f, -0.5454546f, -0.2111111f, -0.2424242f}));
    }

    @ParameterizedTest
    @MethodSource("corners")
    void aPerspectiveIsKerass(Corners corners) {
        var drawn = new PerspectiveMap.Drawn(new PerspectiveMap(ALWAYS, Interval.UNIT), SIZE);
        drawn.move(corners.shifts());
        // Keras solves eight equations in float32.
        assertThat(drawn.numbers()).usingComparatorWithPrecision(2e-6f).containsExactly(corners.numbers());
    }

    @Test
    void movedCornersShowTheCorners() {
        var drawn = new PerspectiveMap.Drawn(new PerspectiveMap(ALWAYS, Interval.UNIT), SIZE);
        // The last corner goes to row 2 and column 3.
        drawn.move(new double[]{0, 0, 0, 0, 0, 0, -0.5, -0.6});
        float[] x = new float[7];
        float[] y = new float[7];
        drawn.row(2, x, y);
        assertThat(x[3]).isCloseTo(6, within(1e-5f));
        assertThat(y[3]).isCloseTo(5, within(1e-5f));
        assertThat(x[6]).as("behind the horizon").isBetween(-2f, 8f);
    }

    /** The mean square of all shifts. */
    private static double shifts(PlaceMap map, ImageSize size, int images) {
        PlaceMap.Places places = map.places(size);
        Draw draw = new Draw();
        float[] x = new float[size.width()];
        float[] y = new float[size.width()];
        double squares = 0;
        for (int i = 0; i < images; i++) {
            draw.start(i, 1, i);
            places.draw(draw);
            for (int r = 0; r < size.height(); r++) {
                places.row(r, x, y);
                for (int c = 0; c < size.width(); c++) {
                    squares += Math.pow(x[c] - c, 2) + Math.pow(y[c] - r, 2);
                }
            }
        }
        return squares / (2.0 * images * size.height() * size.width());
    }

    @Test
    void elasticShiftsHaveKerassDeviation() {
        // For 20 x 30 pixels and strength 1: noise of deviation 1, smoothed by a curve of deviation 1 over 7 pixels, times 3.
        float[] curve = new float[7];
        Blur.curve(curve, 1);
        double inside = 0;
        for (float c : curve) {
            inside += c * c;
        }
        // Away from the edges, where zeros are mixed in; there are fewer than a third of such pixels.
        double variance = 9 * inside * inside;
        double measured = shifts(new ElasticMap(ALWAYS, ALWAYS), new ImageSize(20, 30, 3), 400);
        assertThat(measured / variance).isBetween(0.8, 1.0);
    }

    @Test
    void nothingMovesWithoutLuckOrStrength() {
        Interval never = new Interval(0, 0);
        assertThat(shifts(new ElasticMap(never, ALWAYS), SIZE, 3)).isZero();
        assertThat(shifts(new ElasticMap(ALWAYS, never), SIZE, 3)).isZero();
        assertThat(shifts(new PerspectiveMap(never, new Interval(-0.5, 0.5)), SIZE, 3)).isZero();
        assertThat(shifts(new PerspectiveMap(ALWAYS, never), SIZE, 3)).isLessThan(1e-12);
        assertThat(shifts(new PerspectiveMap(ALWAYS, new Interval(-0.5, 0.5)), new ImageSize(1, 1, 1), 3)).isZero();
    }
}
