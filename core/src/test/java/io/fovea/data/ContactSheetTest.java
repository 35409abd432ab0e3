package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class ContactSheetTest {
    private static final byte[] TWO_IMAGES =
            {(byte) 200, 100, 50, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final ByteSamples IMAGES = ByteSamples.scaled(TWO_IMAGES, Shape.of(2, 2, 3));
    private static final Labels LABELS = new Labels(new int[]{0, 3});

    private static int rgb(BufferedImage sheet, int x, int y) {
        return sheet.getRGB(x, y) & 0xffffff;
    }

    @Test
    void enlargesPixelsToSquaresOnWhite() {
        var sheet = ContactSheet.of(IMAGES, LABELS, List.of("cat"), 2, 1, 20);
        assertThat(sheet.getWidth()).isEqualTo(2 * (40 + 10) + 10);
        assertThat(rgb(sheet, 0, 0)).isEqualTo(0xffffff);
        assertThat(rgb(sheet, 10, 10)).isEqualTo(0xc86432);
        assertThat(rgb(sheet, 29, 29)).isEqualTo(0xc86432);
        assertThat(rgb(sheet, 30, 29)).isEqualTo(0x010203);
        assertThat(rgb(sheet, 49, 49)).isEqualTo(0x070809);
        assertThat(rgb(sheet, 50, 49)).isEqualTo(0xffffff);
    }

    @Test
    void writesTheNameUnderTheImage() {
        var sheet = ContactSheet.of(IMAGES, LABELS, List.of("cat"), 2, 1, 20);
        boolean ink = false;
        for (int y = 51; y < sheet.getHeight(); y++) {
            for (int x = 10; x < 50; x++) {
                ink |= rgb(sheet, x, y) != 0xffffff;
            }
        }
        assertThat(ink).isTrue();
    }

    @Test
    void bytesScaledOrNotLookAlike() {
        var scaled = ContactSheet.of(IMAGES, LABELS, List.of(), 2, 1, 3);
        var unscaled = ContactSheet.of(IMAGES.unscaled(), LABELS, List.of(), 2, 1, 3);
        assertThat(rgb(unscaled, 10, 10)).isEqualTo(rgb(scaled, 10, 10)).isEqualTo(0xc86432);
    }

    @Test
    void aSheetHasNoMoreRowsThanImagesAndGreyIsGrey() {
        var grey = new FloatSamples(new Tensor(2, Shape.of(1, 1, 1), new float[]{0.5f, 7}));
        var oneHot = new FloatSamples(new Tensor(2, Shape.of(2), new float[]{0, 1, 1, 0}));
        var sheet = ContactSheet.of(grey, oneHot, List.of("a very long name that is cut", "b"), 1, 50, 4);
        assertThat(sheet.getHeight()).isEqualTo(ContactSheet.of(grey, oneHot, List.of(), 1, 2, 4).getHeight());
        assertThat(rgb(sheet, 10, 10)).isEqualTo(0x010101);
    }

    @Test
    void refusesWhatIsNoSheet() {
        assertThatThrownBy(() -> ContactSheet.of(IMAGES, LABELS, List.of(), 0, 1, 1)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> ContactSheet.of(IMAGES, new Labels(new int[1]), List.of(), 1, 1, 1))
                .hasMessageContaining("2 images and 1 labels");
        assertThatThrownBy(() -> ContactSheet.of(LABELS, LABELS, List.of(), 1, 1, 1)).hasMessageContaining("[1]");
        assertThatThrownBy(() -> ContactSheet.of(IMAGES, LABELS, List.of(), 1, 2, 1_000_000))
                .hasMessageContaining("too large");
    }
}
