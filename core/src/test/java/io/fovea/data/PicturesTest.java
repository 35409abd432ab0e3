package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.tensor.Shape;

class PicturesTest {
    @TempDir
    Path folder;

    private Path picture(String name, int type, int width, int height, int argb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, argb);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())).isTrue();
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.bmp", "a.gif"})
    void coloursComeOutAsRedGreenBlue(String name) throws IOException {
        Path file = picture(name, BufferedImage.TYPE_INT_RGB, 5, 4, 0xff0000ff);
        assertThat(Pictures.read(file, Shape.of(1, 2, 3))).isEqualTo(new byte[]{0, 0, -1, 0, 0, -1});
    }

    @Test
    void greyAndColourBecomeEachOther() throws IOException {
        Path red = picture("red.png", BufferedImage.TYPE_INT_RGB, 3, 3, 0xffff0000);
        Path grey = picture("grey.png", BufferedImage.TYPE_BYTE_GRAY, 3, 3, 0xffffffff);
        assertThat(Pictures.read(red, Shape.of(1, 1, 1))).containsExactly((byte) Math.round(0.299f * 255));
        assertThat(Pictures.read(grey, Shape.of(1, 1, 3))).isEqualTo(new byte[]{-1, -1, -1});
    }

    @Test
    void transparentShowsWhite() throws IOException {
        Path file = picture("clear.png", BufferedImage.TYPE_INT_ARGB, 2, 2, 0x00000000);
        assertThat(Pictures.read(file, Shape.of(1, 1, 3))).isEqualTo(new byte[]{-1, -1, -1});
    }

    @Test
    void whatIsNoPictureIsRefusedByName() throws IOException {
        Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
        byte[] whole = Files.readAllBytes(picture("whole.png", BufferedImage.TYPE_INT_RGB, 40, 40, 0xff123456));
        Path cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        for (Path file : new Path[]{empty, text, cut}) {
            assertThatThrownBy(() -> Pictures.read(file, Shape.of(2, 2, 3))).isInstanceOf(DataException.class)
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    @Test
    void hugePicturesAreRefusedByTheirHeader() throws IOException {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.put(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13);
        png.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(30_000).putInt(30_000)
                .put(new byte[]{8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(png.array(), 12, 17);
        png.putInt((int) sum.getValue());
        Path file = Files.write(folder.resolve("huge.png"), png.array());
        assertThatThrownBy(() -> Pictures.read(file, Shape.of(2, 2, 3))).isInstanceOf(DataException.class)
                .hasMessageContaining("30000 x 30000");
    }

    @Test
    void picturesOfAFolderAreSortedAndOthersPassedOver() throws IOException {
        Path b = picture("data/b.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        Path a = picture("data/a.gif", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        Files.writeString(folder.resolve("data/notes.txt"), "passed over");
        Files.writeString(folder.resolve("data/.c.png"), "passed over");
        Files.createDirectories(folder.resolve("data/d.png"));
        assertThat(Pictures.in(folder.resolve("data"))).containsExactly(a, b);
    }

    @Test
    void moreThanAnArrayHoldsIsRefused() throws IOException {
        Path file = picture("a.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        assertThatThrownBy(() -> Pictures.of(List.of(file, file, file), Shape.of(20_000, 20_000, 3)))
                .isInstanceOf(DataException.class).hasMessageContaining("3600000000 bytes");
        assertThatThrownBy(() -> Pictures.read(file, Shape.of(4, 4, 2))).isInstanceOf(DataException.class)
                .hasMessageContaining("[4, 4, 2]");
    }
}
