package io.fovea.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.custom.BatchLoss;
import io.fovea.custom.LastAxisLoss;

/** The gradients are the slopes of the values: central differences in double precision. */
class LossGradientTest {
    private static final double STEP = 1e-6;
    private static final double[] OUTPUT = {0.31, 0.07, 0.55, 0.87};
    private static final double[] TARGET = {0.25, 1, 0.1, 0.5};

    static List<Loss> losses() {
        return List.of(
                new BinaryCrossentropy(), new BinaryCrossentropy(true, 0.2), new BinaryFocalCrossentropy(),
                new BinaryFocalCrossentropy(true, 0.3, 1.5, true, 0.1),
                new BinaryFocalCrossentropy(false, 0.3, 0, false, 0),
                new CategoricalFocalCrossentropy(), new CategoricalFocalCrossentropy(0.5, 1.5, true, 0.1),
                new CategoricalFocalCrossentropy(1, 0, false, 0), new KLDivergence(), new Poisson(), new Hinge(),
                new SquaredHinge(), new CategoricalHinge(), new MeanSquaredError(), new MeanAbsoluteError(),
                new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError(), new Huber(), new Huber(0.1),
                new LogCosh(), new CosineSimilarity(),
                Loss.of("squares", (y, t) -> (y - t) * (y - t), (y, t) -> 2 * (y - t)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void ofTheLastAxis(Loss loss) {
        LastAxisLoss function = (LastAxisLoss) loss.perSampleLoss();
        check(function, TARGET);
    }

    @ParameterizedTest
    @MethodSource("indices")
    void ofClassIndices(int label) {
        check(new CategoricalGeneralizedCrossEntropy(0.3), new double[]{label});
    }

    static List<Integer> indices() {
        return List.of(0, 1, 2, 3);
    }

    private static void check(LastAxisLoss loss, double[] target) {
        double[] gradient = new double[OUTPUT.length];
        loss.gradient(OUTPUT.length, OUTPUT, target, gradient);
        for (int k = 0; k < OUTPUT.length; k++) {
            double[] more = OUTPUT.clone();
            double[] less = OUTPUT.clone();
            more[k] += STEP;
            less[k] -= STEP;
            double slope = (loss.value(4, more, target) - loss.value(4, less, target)) / (2 * STEP);
            assertThat(gradient[k]).isCloseTo(slope, within(1e-8 * Math.max(1, Math.abs(slope))));
        }
    }

    static List<BatchLoss> batchLosses() {
        return List.of(new Dice(), new Tversky(), new Tversky(0.3, 0.7));
    }

    /** Two positions; the slopes at the first. */
    @ParameterizedTest
    @MethodSource("batchLosses")
    void ofTheBatch(BatchLoss loss) {
        double[] gradient = new double[OUTPUT.length];
        loss.gradient(OUTPUT.length, OUTPUT, TARGET, sums(loss, OUTPUT), gradient);
        for (int k = 0; k < OUTPUT.length; k++) {
            double[] more = OUTPUT.clone();
            double[] less = OUTPUT.clone();
            more[k] += STEP;
            less[k] -= STEP;
            double slope = (loss.value(sums(loss, more)) - loss.value(sums(loss, less))) / (2 * STEP);
            assertThat(gradient[k]).isCloseTo(slope, within(1e-8));
        }
    }

    private static double[] sums(BatchLoss loss, double[] first) {
        double[] sums = new double[loss.sums()];
        loss.add(4, first, TARGET, sums);
        loss.add(4, TARGET, OUTPUT, sums);
        return sums;
    }

    /** Where a probability or a length is clipped, the loss is flat or a constant's multiple; it is never infinite. */
    @ParameterizedTest
    @MethodSource("losses")
    void finiteAtTheEnds(Loss loss) {
        LastAxisLoss function = (LastAxisLoss) loss.perSampleLoss();
        double[] ends = {0, 1, 0, 1};
        double[] target = {0, 1, 1, 0};
        double[] gradient = new double[4];
        function.gradient(4, ends, target, gradient);
        assertThat(function.value(4, ends, target)).isFinite();
        for (double slope : gradient) {
            assertThat(slope).isFinite();
        }
    }
}
