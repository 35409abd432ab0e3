package io.fovea;

import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.layers.Padding.SAME;
import static io.fovea.layers.Padding.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.data.FloatSamples;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Add;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Convolutions of a few pixels, whose products take samples as rows, against double precision. */
class SmallImageConvolutionWidthTest {
    private static final Dense CLASSES = Dense.of(5).activation(SOFTMAX);

    private static Supplier<Model> model(int height, int width, int channels, Conv2D layer) {
        return () -> Sequential.of(
                Input.of(height, width, 2), Conv2D.of(channels, 1), layer.named("small"), GlobalAveragePooling2D.of(),
                CLASSES);
    }

    /**
     * Batches below, at and above a group of samples; one and several panels and blocks; taps that no pixel lies under.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 18, 20, 1, 1, 1, SAME, 1", "1, 1, 18, 35, 7, 1, 1, SAME, 3", "1, 1, 33, 18, 3, 1, 1, SAME, 40",
        "2, 2, 20, 70, 3, 1, 1, SAME, 19", "2, 3, 35, 17, 5, 1, 1, SAME, 9", "3, 2, 65, 33, 7, 1, 1, SAME, 2",
        "4, 4, 17, 33, 5, 1, 1, SAME, 5", "4, 4, 20, 20, 5, 2, 1, SAME, 8", "5, 3, 18, 34, 3, 2, 1, SAME, 33",
        "3, 3, 18, 20, 3, 1, 2, SAME, 7", "5, 5, 18, 20, 5, 1, 1, SAME, 1", "3, 4, 18, 20, 3, 1, 1, VALID, 11",
        "5, 6, 18, 34, 5, 1, 1, VALID, 6", "6, 5, 35, 70, 5, 3, 1, SAME, 4", "1, 5, 18, 20, 5, 1, 1, SAME, 67",
        "2, 4, 18, 70, 7, 1, 1, SAME, 4", "4, 3, 20, 20, 5, 1, 1, SAME, 2", "3, 4, 18, 20, 3, 1, 1, VALID, 2",
        "10, 9, 17, 20, 7, 1, 1, SAME, 3", "1, 4, 18, 20, 3, 1, 2, SAME, 3", "6, 7, 35, 70, 5, 2, 1, SAME, 3",
        "7, 6, 35, 70, 7, 3, 1, SAME, 2", "5, 8, 35, 70, 5, 2, 1, SAME, 1"})
    void convolution(
            int height, int width, int channels, int filters, int kernel, int stride, int dilation, Padding padding,
            int samples) {
        Conv2D layer = Conv2D.of(filters, kernel).strides(stride).dilation(dilation).padding(padding).activation(TANH);
        try (Model made = model(height, width, channels, layer).get()) {
            assertThat(made.inferenceStages(samples)).anyMatch(stage -> stage.contains("small (small images)"));
        }
        new ModelCheck(model(height, width, channels, layer), samples).run();
    }

    @Test
    void sameBitsAloneAndAmongOthers() {
        try (Model model = model(3, 3, 290, Conv2D.of(70, 3).padding(SAME)).get()) {
            Shape shape = Shape.of(3, 3, 2);
            float[] values = new RandomNormal(0, 1).values(Shape.of(41, shape.size()), 3);
            float[][] together = model.predict(new FloatSamples(new Tensor(41, shape, values)));
            for (int s : new int[]{0, 8, 40}) {
                float[] one = Arrays.copyOfRange(values, s * shape.size(), (s + 1) * shape.size());
                float[] alone = model.predict(new FloatSamples(new Tensor(1, shape, one)))[0];
                assertThat(alone).as("sample %d", s).isEqualTo(together[s]);
            }
        }
    }

    /**
     * The next layers read over the edges: around the small image's output there must be zeros, and around its
     * gradients.
     */
    @Test
    void betweenLayersThatReadOverTheEdges() {
        new ModelCheck(() -> Sequential.of(
                Input.of(8, 8, 2), Conv2D.of(17, 3).padding(SAME), Conv2D.of(33, 3).strides(2).padding(SAME),
                Conv2D.of(20, 3).padding(SAME).named("small"), Conv2D.of(6, 3).strides(3), Flatten.of(), CLASSES), 9)
                .run();
    }

    @Test
    void sharedWeightsAndSkipConnections() {
        new ModelCheck(() -> {
            Node in = Input.of(2, 2, 2).apply();
            Node x = Conv2D.of(18, 1).apply(in);
            Conv2D shared = Conv2D.of(18, 3).padding(SAME).activation(TANH);
            Node y = shared.apply(shared.apply(x));
            return Graph.of(in, CLASSES.apply(Flatten.of().apply(Add.of().apply(x, y))));
        }, 5).run();
    }

    @Test
    void largerImagesStayTogether() {
        try (Model model = model(16, 16, 18, Conv2D.of(20, 5).padding(VALID)).get()) {
            assertThat(model.inferenceStages(4)).noneMatch(stage -> stage.contains("small images"));
        }
    }
}
