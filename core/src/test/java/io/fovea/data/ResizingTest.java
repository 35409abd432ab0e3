package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResizingTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-3f);

    private static PixelRows grey(int height, int width, IntBinaryOperator level) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, level.applyAsInt(x, y));
            }
        }
        return new PixelRows(image, 1);
    }

    private static int mixed(int x, int y) {
        return (37 * x + 61 * y + 13 * x * y) % 256;
    }

    /** Pillow 13.0.0: {@code Image.fromarray(pattern, "F").resize((width, height), Image.BILINEAR)}. */
    @Test
    void smallerImagesAreThoseOfPillow() {
        assertThat(Resizing.resize(grey(5, 7, ResizingTest::mixed), 3, 4)).containsExactly(new float[]{
            48.4422f, 114.6914f, 114.0286f, 149.5578f, 127.91f, 156.3289f, 117.5111f, 156.8201f, 139.6531f, 135.3886f,
            161.6286f, 91.3265f
        }, CLOSE);
        assertThat(Resizing.resize(grey(9, 9, ResizingTest::mixed), 2, 5)).containsExactly(new float[]{
            108.9759f, 143.4261f, 126.6007f, 134.6303f, 115.8652f, 137.9457f, 133.3028f, 123.633f, 109.8803f, 117.4708f
        }, CLOSE);
    }

    @Test
    void largerImagesAreThoseOfPillow() {
        assertThat(Resizing.resize(grey(4, 3, ResizingTest::mixed), 6, 7)).containsExactly(new float[]{
            0, 5.2857f, 21.1429f, 37, 52.8571f, 68.7143f, 74,
            30.5f, 36.7143f, 55.3571f, 74, 92.6429f, 111.2857f, 117.5f,
            71.1667f, 78.619f, 100.9762f, 123.3333f, 145.6905f, 168.0476f, 175.5f,
            111.8333f, 120.5238f, 146.5952f, 172.6667f, 198.7381f, 224.8095f, 233.5f,
            152.5f, 144.1429f, 119.0714f, 94, 123.7857f, 153.5714f, 163.5f,
            183, 157.2857f, 80.1429f, 3, 35.5714f, 68.1429f, 79
        }, CLOSE);
    }

    @Test
    void halvingIsTheMeanInTheMiddle() {
        float[] half = Resizing.resize(grey(1, 8, (x, y) -> 10 * x), 1, 4);
        // A triangle over four pixels: (1 3 3 1) / 8.
        assertThat(half[1]).isEqualTo(25);
        assertThat(half[2]).isEqualTo(45);
    }

    @Test
    void oneColourStaysAndTheSameSizeChangesNothing() {
        assertThat(Resizing.resize(grey(2, 2, (x, y) -> 7), 5, 3)).hasSize(15).containsOnly(7);
        assertThat(Resizing.resize(grey(2, 3, ResizingTest::mixed), 2, 3)).containsExactly(0, 37, 74, 61, 111, 161);
    }
}
