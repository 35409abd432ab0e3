package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.tensor.Shape;

class ImageDecoderTest {
    @TempDir
    Path folder;

    private static BufferedImage decode(Path file) {
        return ImageDecoder.decode(file, DecodingBudget.ofHeap(), image -> image);
    }

    private static byte[] noise(String format) throws IOException {
        BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 320; i++) {
            image.setRGB(i % 20, i / 20, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void theFormatIsKnownByTheContent(String format) throws IOException {
        Path file = Files.write(folder.resolve("image.png"), noise(format));
        assertThat(decode(file).getWidth()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void aFileThatIsCutOffIsRefusedWhereverItEnds(String format) throws IOException {
        byte[] whole = noise(format);
        // What follows the last pixel may be missing: the end marks of PNG and GIF.
        int needed = whole.length - (format.equals("png") ? 16 : format.equals("gif") ? 3 : 0);
        for (int length = 0; length < needed; length += Math.max(1, needed / 60)) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> decode(file)).as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(DataException.class).hasMessageStartingWith(file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void aDamagedFileIsReadOrRefusedAndNothingElseHappens(String format) throws IOException {
        byte[] whole = noise(format);
        Random random = new Random(2);
        Path file = folder.resolve("damaged");
        for (int i = 0; i < 400; i++) {
            byte[] bad = whole.clone();
            bad[random.nextInt(i % 2 == 0 ? 60 : bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            Throwable thrown = catchThrowable(() -> ImageFiles.read(file, Shape.of(4, 4, 3)));
            assertThat(thrown == null || thrown instanceof DataException).as("%s", thrown).isTrue();
        }
    }

    @Test
    void otherFormatsAreNoImagesWhateverTheirName() throws IOException {
        // Java takes these for an image of a format for telephones.
        Path wireless = Files.write(folder.resolve("a.png"), new byte[]{0, 0, 4, 4, 1, 2, 3, 4});
        Path tiff = Files.write(folder.resolve("b.png"), noise("tiff"));
        for (Path file : new Path[]{wireless, tiff}) {
            assertThatThrownBy(() -> decode(file)).isInstanceOf(DataException.class)
                    .hasMessage(file + " is no image that can be read (PNG, JPEG, GIF, BMP)");
        }
    }

    @Test
    void whatIsNoFileIsNamed() {
        Path missing = folder.resolve("missing.png");
        assertThatThrownBy(() -> decode(missing)).isInstanceOf(DataException.class)
                .hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> decode(folder)).isInstanceOf(DataException.class)
                .hasMessage(folder + " is no file");
    }
}
