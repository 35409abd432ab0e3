package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.PerSampleLoss;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Conv2D;
import io.fovea.layers.CutMix;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MixUp;
import io.fovea.layers.RandomHue;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** Samples and their targets are mixed with the same weights. Each image is of one number, which is its target too. */
class MixingTest {
    private static final int SAMPLES = 40;
    private static final int SIDE = 16;

    /** The mean of each output and its target, of all steps. */
    private record Watching(List<double[]> seen) implements Loss, PerSampleLoss {
        @Override
        public String name() {
            return "watching";
        }

        @Override
        public Shape targetShape(Shape output) {
            return Shape.of(1);
        }

        @Override
        public PerSampleLoss perSampleLoss() {
            return this;
        }

        @Override
        public double value(FloatBlock output, FloatBlock target) {
            double sum = 0;
            for (int i = 0; i < output.size(); i++) {
                sum += output.get(i);
            }
            seen.add(new double[]{sum / output.size(), target.get(0)});
            return 0;
        }

        @Override
        public void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
            for (int i = 0; i < output.size(); i++) {
                gradient.set(i, 0);
            }
        }
    }

    private static List<double[]> seen(int threads, Layer... layers) {
        float[] images = new float[SAMPLES * SIDE * SIDE];
        float[] targets = new float[SAMPLES];
        for (int i = 0; i < images.length; i++) {
            images[i] = targets[i / (SIDE * SIDE)] = i / (SIDE * SIDE);
        }
        List<double[]> seen = Collections.synchronizedList(new ArrayList<>());
        try (Model model = Sequential.of(Input.of(SIDE, SIDE, 1), layers)) {
            model.threads(threads);
            model.compile(new SGD(), new Watching(seen));
            model.fit(
                    Dataset.of(
                            new FloatSamples(new Tensor(SAMPLES, Shape.of(SIDE, SIDE, 1), images)),
                            new FloatSamples(new Tensor(SAMPLES, Shape.of(1), targets))),
                    FitOptions.epochs(5).batch(SAMPLES).shuffle(false));
        }
        return seen;
    }

    private static long mixed(List<double[]> seen) {
        return seen.stream().filter(pair -> Math.abs(pair[1] - Math.rint(pair[1])) > 1e-3).count();
    }

    @Test
    void theMeanOfTwoImagesHasTheMeanOfTheirTargets() {
        List<double[]> seen = seen(2, MixUp.of(1), Flatten.of());
        assertThat(seen).hasSize(5 * SAMPLES)
                .allSatisfy(pair -> assertThat(Math.abs(pair[0] - pair[1])).isLessThan(1e-4));
        assertThat(mixed(seen)).isGreaterThan(3 * SAMPLES);
    }

    /** The target's weights are areas of real numbers, the image's of whole pixels. */
    @Test
    void anImageWithAPartOfAnotherHasTheTargetsByTheAreas() {
        List<double[]> seen = seen(2, CutMix.of(io.fovea.layers.Range.of(1, 1)), Flatten.of());
        assertThat(seen).hasSize(5 * SAMPLES)
                .allSatisfy(pair -> assertThat(Math.abs(pair[0] - pair[1])).isLessThan(SAMPLES * 2.0 / SIDE));
        assertThat(mixed(seen)).isGreaterThan(3 * SAMPLES);
    }

    @Test
    void mixturesAreMixedAgain() {
        assertThat(seen(2, MixUp.of(1), MixUp.of(0.4), Flatten.of()))
                .allSatisfy(pair -> assertThat(Math.abs(pair[0] - pair[1])).isLessThan(1e-4));
    }

    @Test
    void everySampleHasAPartnerOfItsOwn() {
        // Of a tiny parameter weights are 0 or 1: each sample is itself or its partner, and its target too.
        List<double[]> seen = seen(1, MixUp.of(1e-6), Flatten.of());
        Set<Double> all = new HashSet<>();
        seen.forEach(pair -> all.add(pair[1]));
        assertThat(mixed(seen)).isZero();
        assertThat(all).hasSizeGreaterThan(SAMPLES * 3 / 4);
    }

    @Test
    void theThreadsDontMatter() {
        List<List<Double>> one = sorted(seen(1, MixUp.of(0.2), CutMix.of(), Flatten.of()));
        assertThat(sorted(seen(3, MixUp.of(0.2), CutMix.of(), Flatten.of()))).isEqualTo(one);
    }

    private static List<List<Double>> sorted(List<double[]> seen) {
        return seen.stream().map(pair -> List.of(pair[0], pair[1]))
                .sorted((a, b) -> a.get(0).equals(b.get(0)) ? a.get(1).compareTo(b.get(1))
                        : a.get(0).compareTo(b.get(0)))
                .toList();
    }

    private static void fit(Loss loss, io.fovea.data.Samples targets, Layer... layers) {
        try (Model model = Sequential.of(Input.of(4, 4, 3), layers)) {
            model.compile(new SGD(), loss);
            model.fit(
                    Dataset.of(new FloatSamples(new Tensor(2, Shape.of(4, 4, 3), new float[96])), targets),
                    FitOptions.epochs(1));
        }
    }

    @Test
    void classIndicesAreNotMixed() {
        assertThatThrownBy(() -> fit(
                new SparseCategoricalCrossentropy(), new Labels(new int[2]), MixUp.of(), Flatten.of(), Dense.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer mix_up mixes samples and their targets, but sparse_categorical_crossentropy takes class "
                                + "indices, which can't be mixed; train with one-hot targets and categorical_crossentropy");
    }

    @Test
    void aLayerWithoutAGradientIsRefusedBehindWeights() {
        assertThatThrownBy(() -> fit(
                new CategoricalCrossentropy(), new FloatSamples(new Tensor(2, Shape.of(2), new float[4])),
                Conv2D.of(3, 1), RandomHue.of(0.1), Flatten.of(), Dense.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer random_hue passes no gradient on, but a layer before it has weights to train; put it "
                                + "before the first layer with weights, or make those not trainable");
    }
}
