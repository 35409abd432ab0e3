package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.TestTimeAugmentation.View;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Views of images, pixel by pixel; the numbers are those of PyTorch's {@code pad(mode="reflect")}, a slice and {@code flip}. */
class ViewSamplesTest {
    /** Two images of 3 x 4 pixels with one channel: 0 to 11 and 12 to 23. */
    private static Samples images(int channels) {
        float[] values = new float[2 * 12 * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new FloatSamples(new Tensor(2, Shape.of(3, 4, channels), values));
    }

    private static float[] read(Samples samples, int index, int offset) {
        float[] into = new float[samples.shape().size() + offset];
        samples.read(index, into, offset);
        return into;
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, 0, 3 2 1 0 7 6 5 4 11 10 9 8",
        "false, 1, 1, 5 4 5 6 1 0 1 2 5 4 5 6",
        "false, -1, -1, 5 6 7 6 9 10 11 10 5 6 7 6",
        "true, 1, 1, 6 5 4 5 2 1 0 1 6 5 4 5",
        "true, -1, -1, 6 7 6 5 10 11 10 9 6 7 6 5",
        "false, 2, 0, 8 9 10 11 4 5 6 7 0 1 2 3",
        "false, 0, -3, 3 2 1 0 7 6 5 4 11 10 9 8",
    })
    void shiftsThenMirrors(boolean mirrored, int dy, int dx, String expected) {
        Samples view = ViewSamples.of(images(1), new View(mirrored, dy, dx, 1));
        float[] pixels = read(view, 0, 0);
        String[] numbers = expected.split(" ");
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pixels[i]).as("pixel %d", i).isEqualTo(Float.parseFloat(numbers[i]));
        }
    }

    @Test
    void keepsTheChannelsOfAPixelTogetherAndReadsWhereItIsAsked() {
        Samples view = ViewSamples.of(images(2), new View(true, 0, 0, 1));
        assertThat(view.size()).isEqualTo(2);
        assertThat(view.shape()).isEqualTo(Shape.of(3, 4, 2));
        assertThat(read(view, 1, 3)).startsWith(0, 0, 0, 30, 31, 28, 29, 26, 27, 24, 25, 38, 39);
    }

    @Test
    void leavesAloneWhatItDoesNotChange() {
        Samples images = images(1);
        assertThat(ViewSamples.of(images, new View(false, 0, 0, 1))).isSameAs(images);
        Samples vectors = new FloatSamples(new Tensor(1, Shape.of(2), new float[]{1, 2}));
        assertThat(ViewSamples.of(vectors, new View(true, 1, 1, 1))).isSameAs(vectors);
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "-3, 0", "0, 4", "0, -4", "-2147483648, 0"})
    void refusesShiftsOfTheWholeImage(int dy, int dx) {
        Samples images = images(1);
        View view = new View(false, dy, dx, 1);
        assertThatThrownBy(() -> ViewSamples.of(images, view)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a view shifts images by fewer pixels than they have, which is 3 x 4, but got " + dy + " and "
                                + dx);
    }
}
