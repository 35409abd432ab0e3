package io.fovea.ops.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.runtime.Randoms;

/** What is drawn, and what is done with it, worked out by hand; {@code AugmentationCatalogTest} compares the rest with Keras. */
class ImageChangeTest {
    private static final int DRAWS = 10_000;

    /** Five standard deviations of a frequency of one half. */
    private static final double FIVE_DEVIATIONS = 5 * 0.5 / 100;

    private static final ImageSize ROW = new ImageSize(1, 4, 1);

    private static float[] apply(ImageTransform transform, ImageSize to, int seed, int epoch, float... image) {
        Draw draw = new Draw();
        draw.start(seed, epoch, Randoms.mix(seed));
        float[] result = new float[to.floats()];
        transform.apply(image, result, draw);
        return result;
    }

    private static float[] apply(ImageChange change, ImageSize size, int seed, float... image) {
        return apply(change.forward(size, size), size, seed, 1, image);
    }

    @Test
    void aFlipHappensHalfOfTheTimeAlongEachAxisAlone() {
        ImageSize size = new ImageSize(2, 2, 1);
        int[] counts = new int[4];
        for (int seed = 0; seed < DRAWS; seed++) {
            float[] flipped = apply(new Flip(true, true), size, seed, 0, 1, 2, 3);
            counts[(int) flipped[0]]++;
            assertThat(flipped).containsExactly(
                    flipped[0], (int) flipped[0] ^ 1, (int) flipped[0] ^ 2, (int) flipped[0] ^ 3);
        }
        for (int count : counts) {
            assertThat((double) count / DRAWS).isCloseTo(0.25, within(FIVE_DEVIATIONS));
        }
    }

    @Test
    void aFlipKeepsTheChannelsOfAPixel() {
        ImageSize size = new ImageSize(1, 3, 2);
        Set<List<Float>> seen = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            float[] y = apply(new Flip(true, false), size, seed, 1, 2, 3, 4, 5, 6);
            seen.add(List.of(y[0], y[1], y[2], y[3], y[4], y[5]));
        }
        assertThat(seen).containsExactlyInAnyOrder(List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(5f, 6f, 3f, 4f, 1f, 2f));
    }

    @Test
    void anAlternatingFlipShowsEachImageBothWaysInTwoEpochs() {
        int first = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            ImageTransform transform = new AlternatingFlips().forward(ROW, ROW);
            float[] one = apply(transform, ROW, seed, 1, 1, 2, 3, 4);
            float[] two = apply(transform, ROW, seed, 2, 1, 2, 3, 4);
            assertThat(one[0] + two[0]).isEqualTo(5);
            assertThat(apply(transform, ROW, seed, 3, 1, 2, 3, 4)).isEqualTo(one);
            first += one[0] == 4 ? 1 : 0;
        }
        assertThat((double) first / DRAWS).isCloseTo(0.5, within(FIVE_DEVIATIONS));
    }

    /** Every shift of a padded row, and nothing else, and all equally often. */
    @Test
    void aCropWithPaddingIsEveryShift() {
        assertThat(rows(new Crop(2, false), ROW)).containsExactlyInAnyOrder(
                List.of(0f, 0f, 1f, 2f), List.of(0f, 1f, 2f, 3f), List.of(1f, 2f, 3f, 4f), List.of(2f, 3f, 4f, 0f),
                List.of(3f, 4f, 0f, 0f));
        assertThat(rows(new Crop(2, true), new ImageSize(3, 4, 1))).containsExactlyInAnyOrder(
                List.of(3f, 2f, 1f, 2f), List.of(2f, 1f, 2f, 3f), List.of(1f, 2f, 3f, 4f), List.of(2f, 3f, 4f, 3f),
                List.of(3f, 4f, 3f, 2f));
    }

    private static Set<List<Float>> rows(Crop crop, ImageSize size) {
        Set<List<Float>> rows = new HashSet<>();
        float[] image = new float[size.floats()];
        for (int i = 0; i < image.length; i++) {
            image[i] = 1 + i % 4;
        }
        for (int seed = 0; seed < 500; seed++) {
            float[] y = apply(crop, size, seed, image);
            for (int r = 0; r < size.height(); r++) {
                List<Float> row = List.of(y[4 * r], y[4 * r + 1], y[4 * r + 2], y[4 * r + 3]);
                if (crop.reflected() || row.stream().anyMatch(v -> v != 0)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @Test
    void aCropOfAPartIsAtEveryPlaceEquallyOften() {
        ImageSize part = new ImageSize(1, 2, 1);
        int[] counts = new int[3];
        ImageTransform crop = new Crop(0, false).forward(ROW, part);
        for (int seed = 0; seed < DRAWS; seed++) {
            float[] y = apply(crop, part, seed, 1, 0, 1, 2, 3);
            assertThat(y[1]).isEqualTo(y[0] + 1);
            counts[(int) y[0]]++;
        }
        for (int count : counts) {
            assertThat((double) count / DRAWS).isCloseTo(1 / 3.0, within(FIVE_DEVIATIONS));
        }
    }

    @Test
    void contrastScalesTheDistanceFromTheChannelsMean() {
        // Means 2 and 20.
        assertThat(apply(
                new Contrast(new Interval(0.5, 0.5), new Interval(0, 24)), new ImageSize(1, 2, 2), 1, 0, 10, 4, 30))
                .containsExactly(1, 15, 3, 24);
    }

    @Test
    void solarizingAddsAndInvertsFromTheThresholdOn() {
        assertThat(apply(
                new Solarizing(new Interval(10, 10), new Interval(100, 100), Interval.BYTES), ROW, 1, 0, 89, 90, 250))
                .containsExactly(10, 99, 155, 0);
    }

    @Test
    void erasingCoversAPartOfTheAreaAsOftenAsItShould() {
        ImageSize size = new ImageSize(40, 50, 1);
        float[] image = new float[size.floats()];
        Erasing erasing = new Erasing(new Interval(0.3, 0.3), new Interval(0.1, 0.2), List.of(1.0), Interval.UNIT);
        int happened = 0;
        for (int seed = 0; seed < DRAWS / 10; seed++) {
            float sum = 0;
            for (float value : apply(erasing, size, seed, image)) {
                sum += value;
            }
            happened += sum > 0 ? 1 : 0;
            // A whole number of pixels along each side.
            assertThat(sum == 0 || sum >= 0.1 * 2000 - 90 && sum <= 0.2 * 2000 + 90).isTrue();
        }
        assertThat(happened / (DRAWS / 10.0)).isCloseTo(0.3, within(5 * 0.46 / 31));
    }

    @Test
    void erasingWithNoiseStaysInTheRange() {
        ImageSize size = new ImageSize(10, 10, 3);
        Erasing erasing = new Erasing(new Interval(1, 1), new Interval(1, 1), List.of(), Interval.UNIT);
        Set<Float> seen = new HashSet<>();
        for (float value : apply(erasing, size, 3, new float[size.floats()])) {
            assertThat(value).isBetween(0f, 1f);
            seen.add(value);
        }
        assertThat(seen).hasSizeGreaterThan(50);
    }

    @Test
    void cutoutIsCutAtTheEdges() {
        Set<Float> areas = new HashSet<>();
        ImageSize size = new ImageSize(6, 6, 1);
        for (int seed = 0; seed < 1000; seed++) {
            float sum = 0;
            for (float value : apply(new CutoutSquare(4, 1), size, seed, new float[36])) {
                sum += value;
            }
            areas.add(sum);
        }
        assertThat(areas).containsExactlyInAnyOrder(4f, 6f, 8f, 9f, 12f, 16f);
    }

    /** Mean one half, variance {@code 1 / (4 (2 alpha + 1))}. */
    @Test
    void weightsHaveABetaDistribution() {
        for (double alpha : new double[]{0.2, 1, 3}) {
            double sum = 0;
            double squares = 0;
            for (int seed = 0; seed < DRAWS; seed++) {
                double weight = BetaDistribution.draw(seed, alpha);
                assertThat(weight).isBetween(0.0, 1.0);
                sum += weight;
                squares += (weight - 0.5) * (weight - 0.5);
            }
            assertThat(sum / DRAWS).isCloseTo(0.5, within(FIVE_DEVIATIONS));
            assertThat(squares / DRAWS).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.006));
        }
        assertThat(BetaDistribution.draw(1, 1e-6)).isIn(0.0, 1.0);
    }

    static Stream<ImageChange> linear() {
        Interval some = new Interval(-0.3, 0.4);
        return Stream.concat(
                Stream.of(
                        new Flip(true, true), new AlternatingFlips(), new Crop(2, true), new Crop(1, false),
                        new Erasing(new Interval(0, 1), new Interval(0.1, 0.4), List.of(0.0), Interval.UNIT),
                        new CutoutSquare(3, 0)),
                Stream.of(EdgeRule.values()).flatMap(edges -> Stream.of(
                        new Warp(new AffineMap.Translation(some, some), edges, true, 0),
                        new Warp(new AffineMap.Rotation(some), edges, true, 0),
                        new Warp(new AffineMap.Zoom(some, some, false), edges, false, 0),
                        new Warp(new AffineMap.Shear(some, some), edges, true, 0),
                        new Warp(new PerspectiveMap(Interval.UNIT, new Interval(-0.5, 0.5)), edges, true, 0))));
    }

    /** A map and its transposed one: {@code (A x) g = x (A' g)}. */
    @ParameterizedTest
    @MethodSource("linear")
    void theWayBackIsTheTransposedMap(ImageChange change) {
        ImageSize from = new ImageSize(6, 7, 2);
        ImageSize to = change instanceof Crop ? new ImageSize(5, 6, 2) : from;
        Optional<ImageTransform> back = change.backward(from, to);
        for (int seed = 0; seed < 20; seed++) {
            float[] x = normal(from.floats(), seed);
            float[] g = normal(to.floats(), seed + 100);
            float[] y = apply(change.forward(from, to), to, seed, 1, x);
            float[] dx = apply(back.orElseThrow(), from, seed, 1, g);
            assertThat(product(y, g)).isCloseTo(product(x, dx), within(1e-4));
        }
    }

    private static float[] normal(int count, int seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Randoms.normal(seed, i);
        }
        return values;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
