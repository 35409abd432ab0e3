package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.tensor.Shape;

class ExifOrientationTest {
    @TempDir
    Path folder;

    /** What a viewer shows of quarters that are stored as red, green / blue, white; the standard's figure in words. */
    @ParameterizedTest
    @CsvSource({"1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB", "0, RGBW",
        "9, RGBW"})
    void imagesAreUpright(int orientation, String shown) throws Exception {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            Path file = ExifJpeg.write(folder.resolve("photo.jpg"), ExifJpeg.quarters(96, 64), orientation, order);

            // An independent reader agrees that this is what the file says.
            assertThat(ImageMetadataReader.readMetadata(file.toFile())
                    .getFirstDirectoryOfType(ExifIFD0Directory.class)
                    .getInt(ExifIFD0Directory.TAG_ORIENTATION)).isEqualTo(orientation);
            assertThat(quarters(ImageFiles.read(file, Shape.of(32, 24, 3)), 32, 24)).isEqualTo(shown);
        }
    }

    /** The colours in the middle of the quarters. */
    private static String quarters(byte[] pixels, int height, int width) {
        StringBuilder colours = new StringBuilder();
        for (int quarter = 0; quarter < 4; quarter++) {
            int y = height / 4 + quarter / 2 * height / 2;
            int x = width / 4 + quarter % 2 * width / 2;
            int at = (y * width + x) * 3;
            String bits = "";
            for (int c = 0; c < 3; c++) {
                bits += (pixels[at + c] & 0xff) > 128 ? "1" : "0";
            }
            colours.append(switch (bits) {
                case "100" -> 'R';
                case "010" -> 'G';
                case "001" -> 'B';
                case "111" -> 'W';
                default -> '?';
            });
        }
        return colours.toString();
    }

    @Test
    void whatIsIrregularIsTakenAsItIs() throws IOException {
        BufferedImage image = ExifJpeg.quarters(16, 16);
        byte[] whole = Files.readAllBytes(ExifJpeg.write(folder.resolve("a.jpg"), image, 6, ByteOrder.LITTLE_ENDIAN));
        Random random = new Random(1);
        Path file = folder.resolve("damaged.jpg");
        for (int i = 0; i < 500; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(48)] = (byte) random.nextInt();
            Files.write(file, i % 2 == 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(60)));
            assertThat(ExifOrientation.of(file)).isNotNull();
        }
        Files.write(file, new byte[0]);
        assertThat(ExifOrientation.of(file)).isEqualTo(ExifOrientation.UPRIGHT);
    }
}
