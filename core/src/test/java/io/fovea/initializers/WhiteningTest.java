package io.fovea.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.Sequential;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Input;
import io.fovea.layers.Normalization;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class WhiteningTest {
    private static final Shape IMAGE = Shape.of(6, 5, 2);
    private static final int IMAGES = 300;

    /** Neighbors are alike, and so are the channels. */
    private static FloatSamples images() {
        Random random = new Random(7);
        float[] values = new float[IMAGES * IMAGE.size()];
        for (int n = 0; n < values.length; n += IMAGE.size()) {
            float base = (float) random.nextGaussian();
            for (int i = 0; i < IMAGE.size(); i++) {
                values[n + i] = base + (i % 2) * 0.5f + (float) random.nextGaussian() * (1 + i % 2);
            }
        }
        return new FloatSamples(new Tensor(IMAGES, IMAGE, values));
    }

    /** The convolution's outputs have the mean product 1 with themselves, 0 with each other, and -1 with those of the other sign. */
    @Test
    void outputsOfTheConvolutionAreWhite() {
        Normalization normalization = Normalization.adapt(images());
        Whitening whitening = Whitening.adapt(normalization.normalize(images()), 2);
        try (var model = Sequential.of(
                new Input("", IMAGE), normalization, Conv2D.of(16, 2).kernelInitializer(whitening).useBias(false))) {
            model.initialize(1);
            float[][] outputs = model.predict(images());
            double[] products = new double[16 * 16];
            int count = 0;
            for (float[] output : outputs) {
                for (int pixel = 0; pixel < output.length; pixel += 16) {
                    for (int i = 0; i < 256; i++) {
                        products[i] += output[pixel + i / 16] * output[pixel + i % 16];
                    }
                    count++;
                }
            }
            for (int i = 0; i < 256; i++) {
                int off = i / 16 - i % 16;
                double expected = off == 0 ? 1 : Math.abs(off) == 8 ? -1 : 0;
                // The eigenvalues are some tenths and more, so that epsilon, 5e-4, takes less than a percent away.
                assertThat(products[i] / count).as("product %d", i).isCloseTo(expected, within(0.01));
            }
        }
    }

    @Test
    void theLargestEigenvaluesComeFirst() {
        Whitening whitening = Whitening.adapt(images(), 1);
        float[] all = whitening.values(Shape.of(1, 1, 2, 4), 1);
        double[] norms = {Math.hypot(all[0], all[4]), Math.hypot(all[1], all[5])};
        assertThat(norms[0]).isLessThan(norms[1]);
        assertThat(new float[]{all[2], all[6]}).containsExactly(-all[0], -all[4]);
        assertThat(whitening.values(Shape.of(1, 1, 2, 1), 1)).containsExactly(all[0], all[4]);
    }

    @Test
    void eigenvectorsOfASymmetricMatrix() {
        double[] matrix = {2, -1, 0.5, -1, 3, 0.25, 0.5, 0.25, -4};
        SymmetricEigenvectors vectors = SymmetricEigenvectors.of(matrix, 3);
        for (int k = 0; k < 3; k++) {
            double norm = 0;
            for (int i = 0; i < 3; i++) {
                double product = 0;
                for (int j = 0; j < 3; j++) {
                    product += matrix[3 * i + j] * vectors.component(k, j);
                }
                assertThat(product).isCloseTo(vectors.value(k) * vectors.component(k, i), within(1e-13));
                norm += vectors.component(k, i) * vectors.component(k, i);
            }
            assertThat(norm).isCloseTo(1, within(1e-14));
            assertThat(vectors.component(k, 0)).isPositive();
        }
        assertThat(vectors.value(0)).isGreaterThan(vectors.value(1)).isGreaterThan(vectors.value(2));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Whitening whitening = Whitening.adapt(images(), 2);
        assertThatThrownBy(() -> whitening.values(Shape.of(2, 2, 2, 17), 1)).hasMessage(
                "Whitening: fits a weight [2, 2, 2, 1 to 16 filters], but got [2, 2, 2, 17]");
        assertThatThrownBy(() -> whitening.values(Shape.of(3, 3, 2, 4), 1))
                .hasMessageContaining("but got [3, 3, 2, 4]");
        assertThatThrownBy(() -> Whitening.adapt(images(), 6)).hasMessage(
                "Whitening: images is images [height, width, channels] of 6 x 6 pixels or more, but got [6, 5, 2]");
        assertThatThrownBy(() -> new Whitening(Shape.of(2, 2, 1), List.of(1.0))).hasMessage(
                "Whitening: filters is a square matrix for patches of [2, 2, 1], but got 1 numbers");
    }
}
