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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.tensor.Shape;

class ImageFilesTest {
    @TempDir
    Path folder;

    private Path image(String name, int type, int width, int height, int argb) throws IOException {
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
        Path file = image(name, BufferedImage.TYPE_INT_RGB, 5, 4, 0xff0000ff);
        assertThat(ImageFiles.read(file, Shape.of(1, 2, 3))).isEqualTo(new byte[]{0, 0, -1, 0, 0, -1});
    }

    @Test
    void greyAndColourBecomeEachOther() throws IOException {
        Path red = image("red.png", BufferedImage.TYPE_INT_RGB, 3, 3, 0xffff0000);
        Path grey = image("grey.png", BufferedImage.TYPE_BYTE_GRAY, 3, 3, 0xffffffff);
        assertThat(ImageFiles.read(red, Shape.of(1, 1, 1))).containsExactly((byte) Math.round(0.299f * 255));
        assertThat(ImageFiles.read(grey, Shape.of(1, 1, 3))).isEqualTo(new byte[]{-1, -1, -1});
    }

    @Test
    void transparentShowsWhite() throws IOException {
        Path file = image("clear.png", BufferedImage.TYPE_INT_ARGB, 2, 2, 0x00000000);
        assertThat(ImageFiles.read(file, Shape.of(1, 1, 3))).isEqualTo(new byte[]{-1, -1, -1});
    }

    @Test
    void whatIsNoImageIsRefusedByName() throws IOException {
        Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
        Path text = Files.writeString(folder.resolve("text.jpg"), "no image");
        byte[] whole = Files.readAllBytes(image("whole.png", BufferedImage.TYPE_INT_RGB, 40, 40, 0xff123456));
        Path cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        for (Path file : new Path[]{empty, text, cut}) {
            assertThatThrownBy(() -> ImageFiles.read(file, Shape.of(2, 2, 3))).isInstanceOf(DataException.class)
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    @Test
    void hugeImagesAreRefusedByTheirHeader() throws IOException {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.put(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13);
        png.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(30_000).putInt(30_000)
                .put(new byte[]{8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(png.array(), 12, 17);
        png.putInt((int) sum.getValue());
        Path file = Files.write(folder.resolve("huge.png"), png.array());
        assertThatThrownBy(() -> ImageFiles.read(file, Shape.of(2, 2, 3))).isInstanceOf(DataException.class)
                .hasMessageContaining("30000 x 30000");
    }

    @Test
    void imagesOfAFolderAreSortedAndOthersPassedOver() throws IOException {
        Path b = image("data/b.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        Path a = image("data/a.gif", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        Files.writeString(folder.resolve("data/notes.txt"), "passed over");
        Files.writeString(folder.resolve("data/.c.png"), "passed over");
        Files.createDirectories(folder.resolve("data/d.png"));
        assertThat(ImageFiles.in(folder.resolve("data"))).containsExactly(a, b);
    }

    @Test
    void imagesInSubfoldersAreFound() throws IOException {
        Path b = image("data/b.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        Path deep = image("data/a/deep/c.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        image("data/.hidden/d.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        if (!System.getProperty("os.name").startsWith("Windows")) {
            Files.createSymbolicLink(folder.resolve("data/a/loop"), folder.resolve("data"));
        }
        assertThat(ImageFiles.under(folder.resolve("data"))).containsExactly(deep, b);
    }

    /** Without a bound, as many are decoded at once as there are processors, and the heap is full. */
    @Test
    void decodedImagesShareABudget() {
        DecodingBudget budget = new DecodingBudget(100 << 20);
        AtomicLong now = new AtomicLong();
        IntStream.range(0, 200).parallel().forEach(i -> {
            long bytes = (i % 5 + 1) * (15L << 20);
            budget.run(bytes, () -> {
                assertThat(now.addAndGet(bytes)).isLessThanOrEqualTo(100 << 20);
                return now.addAndGet(-bytes);
            });
        });
        assertThat(budget.run(Long.MAX_VALUE, () -> "alone")).isEqualTo("alone");
    }

    @Test
    void moreThanAnArrayHoldsIsRefused() throws IOException {
        Path file = image("a.png", BufferedImage.TYPE_INT_RGB, 4, 4, 0xff000000);
        assertThatThrownBy(() -> ImageFiles.load(List.of(file, file, file),
                ImageOptions.defaults().size(Shape.of(20_000, 20_000, 3))))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("your images are large: 3 of 20000 x 20000 pixels", "3600000000 bytes",
                        "--size");
        assertThatThrownBy(() -> ImageFiles.read(file, Shape.of(4, 4, 2))).isInstanceOf(DataException.class)
                .hasMessageContaining("[4, 4, 2]");
    }
}
