package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelRowsTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-3f);

    /** One pixel of an image that keeps its samples one by one. */
    private static BufferedImage pixel(int space, int bits, int... samples) {
        boolean alpha = samples.length > (space == ColorSpace.CS_GRAY ? 1 : 3);
        var model = new ComponentColorModel(ColorSpace.getInstance(space), alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, samples);
        return new BufferedImage(model, raster, false, null);
    }

    private static float[] read(BufferedImage image, int channels) {
        float[] row = new float[channels];
        new PixelRows(image, channels).read(0, row);
        return row;
    }

    @Test
    void greyIsTakenAsItIsWithAndWithoutTransparency() {
        assertThat(read(pixel(ColorSpace.CS_GRAY, 8, 128), 1)).containsExactly(128);
        assertThat(read(pixel(ColorSpace.CS_GRAY, 8, 128, 255), 1)).containsExactly(128);
        assertThat(read(pixel(ColorSpace.CS_GRAY, 8, 128, 255), 3)).containsExactly(128, 128, 128);
        assertThat(read(pixel(ColorSpace.CS_GRAY, 8, 100, 0), 1)).containsExactly(255);
    }

    @Test
    void sixteenBitsAreScaledToEight() {
        assertThat(read(pixel(ColorSpace.CS_GRAY, 16, 128 * 257), 1)).containsExactly(128);
        assertThat(read(pixel(ColorSpace.CS_sRGB, 16, 0, 65535, 40 * 257), 3)).containsExactly(0, 255, 40);
    }

    @Test
    void colourBecomesGreyByItsBrightness() {
        assertThat(read(pixel(ColorSpace.CS_sRGB, 8, 10, 20, 30), 3)).containsExactly(10, 20, 30);
        assertThat(read(pixel(ColorSpace.CS_sRGB, 8, 10, 20, 30), 1))
                .containsExactly(new float[]{0.299f * 10 + 0.587f * 20 + 0.114f * 30}, CLOSE);
        assertThat(read(pixel(ColorSpace.CS_sRGB, 8, 77, 77, 77), 1)).containsExactly(77);
    }

    @Test
    void whiteShowsThroughWhatIsTransparent() {
        float[] fifth = {100 * 51 / 255f + 204, 204, 204};
        assertThat(read(pixel(ColorSpace.CS_sRGB, 8, 100, 0, 0, 51), 3)).containsExactly(fifth, CLOSE);
        BufferedImage packed = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        packed.setRGB(0, 0, 51 << 24 | 100 << 16);
        assertThat(read(packed, 3)).containsExactly(fifth, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_4BYTE_ABGR_PRE})
    void theOrderInMemoryDoesNotMatter(int type) {
        BufferedImage image = new BufferedImage(1, 1, type);
        image.setRGB(0, 0, 0xff0a141e);
        assertThat(read(image, 3)).containsExactly(10, 20, 30);
    }

    @Test
    void palettesAreLookedUp() {
        byte[] levels = {0, 85, (byte) 170, -1};
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(2, 4, levels, levels, levels));
        image.getRaster().setSample(0, 0, 0, 1);
        assertThat(read(image, 1)).containsExactly(85);
    }
}
