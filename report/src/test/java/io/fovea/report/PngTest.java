package io.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import io.fovea.data.FloatSamples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class PngTest {
    private static PixelScale scale(float... values) {
        return PixelScale.of(new FloatSamples(new Tensor(1, Shape.of(1, values.length, 1), values)));
    }

    @Test
    void theScaleIsSeenFromTheNumbers() {
        assertThat(scale(0, 0.5f, 1)).isEqualTo(new PixelScale(0, 1));
        assertThat(scale(0, 17, 200)).isEqualTo(new PixelScale(0, 255));
        assertThat(scale(0, 3, 16)).isEqualTo(new PixelScale(0, 16));
        assertThat(scale(-1, 0, 1)).isEqualTo(new PixelScale(-1, 1));
        assertThat(scale(Float.NaN)).isEqualTo(new PixelScale(0, 1));
    }

    @Test
    void levelsRunFromBlackToWhite() {
        PixelScale scale = new PixelScale(-1, 1);
        assertThat(scale.level(-1)).isZero();
        assertThat(scale.level(1)).isEqualTo(255);
        assertThat(scale.level(5)).isEqualTo(255);
        assertThat(scale.level(Float.NaN)).isZero();
        assertThat(PixelScale.spanning(new float[]{2, 2}).level(2)).isBetween(0, 255);
    }

    @Test
    void pixelsAndColoursAreInPlace() throws IOException {
        float[] values = {1, 0, 0, 0, 1, 0};
        String uri = Png.dataUri(values, Shape.of(1, 2, 3), new PixelScale(0, 1));
        byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0000);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xff00ff00);
    }

    @Test
    void largeImagesBecomeSmallerByTheMean() {
        float[] values = new float[128 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2;
        }
        BufferedImage image = Png.image(values, Shape.of(128, 64, 1), new PixelScale(0, 1));
        assertThat(image.getHeight()).isEqualTo(64);
        assertThat(image.getWidth()).isEqualTo(32);
        assertThat(image.getRaster().getSample(5, 5, 0)).isEqualTo(128);
    }
}
