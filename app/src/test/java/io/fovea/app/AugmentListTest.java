package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.Augmentation;
import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Add;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.Range;
import io.fovea.layers.Rescaling;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class AugmentListTest {
    private static final Shape IMAGE = Shape.of(6, 8, 3);

    private static List<Layer> layers(String text) {
        return AugmentList.parse(text).layers(IMAGE, Range.UNIT);
    }

    @Test
    void namesKerasLayers() {
        assertThat(layers("flip, rotate:0.1,hue:0.2")).containsExactly(
                RandomFlip.of(RandomFlip.Mode.HORIZONTAL), RandomRotation.of(0.1),
                RandomHue.of(0.2).valueRange(Range.UNIT));
        assertThat(layers("flip:both")).containsExactly(RandomFlip.of());
        assertThat(
                layers("flip:vertical,crop:2,translate:0.1,zoom:0.3,shear:0.2,contrast:1,brightness:0.2,saturation:0.5,"
                        + "erase:0.5,gray:0.1,randaugment,randaugment:0.9"))
                .hasSize(12);
        assertThat(layers("")).isEmpty();
    }

    /** As a crop of a padded image would: by -2 to 2 pixels, zeros behind. */
    @Test
    void aCropMovesByWholePixels() {
        float[] image = new float[IMAGE.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = 1 + i;
        }
        Set<Integer> shifts = new HashSet<>();
        Augmentation crop = new Augmentation(layers("crop:2"));
        for (int seed = 0; seed < 300; seed++) {
            float[] moved = crop.apply(new FloatSamples(new Tensor(1, IMAGE, image)), seed, 1).values();
            for (int i = 0; i < moved.length; i++) {
                if (moved[i] != 0) {
                    shifts.add(Math.round(moved[i]) - 1 - i);
                    assertThat(moved[i]).isCloseTo(Math.round(moved[i]), within(1e-4f));
                }
            }
        }
        Set<Integer> expected = new HashSet<>();
        for (int row = -2; row <= 2; row++) {
            for (int column = -2; column <= 2; column++) {
                expected.add((row * 8 + column) * 3);
            }
        }
        assertThat(shifts).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mirror|--augment knows no 'mirror'; known are flip, crop, translate, rotate, zoom, shear, contrast, brightness, "
                + "saturation, hue, erase, gray, randaugment",
        "flip,,crop:1|--augment knows no ''",
        "flip:left|--augment flip is horizontal, vertical or both, but got 'flip:left'",
        "crop|--augment crop needs a number of pixels from 1 to 99999, as crop:4, but got 'crop'",
        "crop:0|but got 'crop:0'", "crop:1.5|but got 'crop:1.5'",
        "crop:6|--augment crop:6 is too much for images of 6x8; at most 5",
        "rotate|--augment rotate needs a number greater than 0 and at most 1.0, as rotate:0.1, but got 'rotate'",
        "rotate:1.1|but got 'rotate:1.1'", "rotate:NaN|but got 'rotate:NaN'", "zoom:1|at most 0.99",
        "hue:-1|but got 'hue:-1'",
        "randaugment:x|but got 'randaugment:x'"})
    void refusesWhatItDoesNotKnow(String text, String message) {
        assertThatThrownBy(() -> layers(text)).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }

    @Test
    void colorsNeedColors() {
        assertThatThrownBy(() -> AugmentList.parse("flip,hue:0.1").layers(Shape.of(6, 8, 1), Range.UNIT))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--augment hue:0.1 takes images of 3 channels");
    }

    private static FloatSamples images(float value) {
        float[] values = new float[IMAGE.size()];
        values[3] = value;
        return new FloatSamples(new Tensor(1, IMAGE, values));
    }

    /** At inference nothing happens: the same predictions as without. */
    private static void check(Model model, float largest, Range values, int place) {
        float[] before = model.predict(images(0.7f))[0];
        try (Model augmented = AugmentedModel.of(model, AugmentList.parse("flip,brightness:0.1"), images(largest))) {
            assertThat(augmented.layers().get(place)).isInstanceOf(RandomFlip.class);
            assertThat(augmented.layers().get(place + 1)).isInstanceOf(RandomBrightness.class)
                    .isEqualTo(RandomBrightness.of(0.1).valueRange(values));
            assertThat(augmented.predict(images(0.7f))[0]).isEqualTo(before);
            assertThat(augmented.getClass()).isEqualTo(model.getClass());
        }
    }

    @Test
    void modelsAsLayersStayWhole() {
        Node image = new Input("", IMAGE).apply();
        try (Model trunk = Graph.named("trunk", image, Conv2D.of(2, 1).apply(image))) {
            Node in = new Input("", IMAGE).apply();
            Model whole = Sequential.named(
                    "whole", in, Dense.of(3).apply(Flatten.of().apply(trunk.apply(in).getFirst())));
            try (Model augmented = AugmentedModel.of(whole, AugmentList.parse("flip"), images(1))) {
                assertThat(augmented).isInstanceOf(Sequential.class);
                assertThat(augmented.nodes().get(2).nesting().orElseThrow().model().name()).isEqualTo("trunk");
            }
        }
    }

    @Test
    void standsBehindTheInputOrTheRescaling() {
        Input input = new Input("", IMAGE);
        check(Sequential.of(input, Flatten.of(), Dense.of(3)), 1, Range.UNIT, 1);
        check(Sequential.of(input, Flatten.of(), Dense.of(3)), 2, Range.BYTES, 1);
        check(Sequential.of(input, Rescaling.of(1 / 127.5, -1), Flatten.of(), Dense.of(3)), 255, Range.of(-1, 1), 2);
    }

    @Test
    void allReadersOfTheInputSeeTheSameImage() {
        Node in = new Input("", IMAGE).apply();
        Node sum = Add.of().apply(in, Conv2D.of(3, 1).apply(in));
        check(Graph.of(in, Dense.of(2).apply(Flatten.of().apply(sum))), 1, Range.UNIT, 1);
    }
}
