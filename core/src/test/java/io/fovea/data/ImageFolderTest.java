package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.tensor.Shape;

class ImageFolderTest {
    private static final ImageOptions SIZE = ImageOptions.defaults().size(Shape.of(6, 4, 3));

    @TempDir
    Path temporary;
    private Path folder;

    @BeforeEach
    void inAFolderOfItsOwn() {
        folder = temporary.resolve("data");
    }

    private void image(String name, int width, int height, int level) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, level << 16 | level << 8 | level);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }

    private static int[] labels(Dataset data) {
        return ((Labels) data.labels()).values();
    }

    @Test
    void eachImageHasTheClassOfItsFolderInOrder() throws IOException {
        for (int i = 0; i < 40; i++) {
            image("b/%02d.png".formatted(i), 3 + i, 5, i);
            image("a/%02d.png".formatted(i), 4, 6, 80 + i);
        }
        Files.writeString(folder.resolve("a/notes.txt"), "passed over");
        Files.writeString(folder.resolve("a/.hidden.png"), "passed over");
        LoadedData data = ImageFolder.open(folder, SIZE);
        assertThat(data.train().classNames()).containsExactly("a", "b");
        assertThat(data.train().images().shape()).isEqualTo(Shape.of(6, 4, 3));
        ByteSamples images = (ByteSamples) data.train().images();
        for (int i = 0; i < 40; i++) {
            assertThat(images.bytes(i)).containsOnly(80 + i);
            assertThat(images.bytes(40 + i)).containsOnly(i);
            assertThat(labels(data.train())[i]).isZero();
            assertThat(labels(data.train())[40 + i]).isOne();
        }
        assertThat(data.test()).isEmpty();
    }

    @Test
    void theSizeCanBeChosen() throws IOException {
        image("a/1.png", 4, 6, 1);
        image("b/1.png", 5, 5, 2);
        assertThat(ImageFolder.open(folder, ImageOptions.defaults().size(Shape.of(2, 3, 1))).train().images().shape())
                .isEqualTo(Shape.of(2, 3, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "val", "validation"})
    void twoPartsAreFound(String test) throws IOException {
        image("train/a/1.png", 4, 4, 1);
        image("train/b/1.png", 4, 4, 2);
        image(test + "/a/1.png", 4, 4, 3);
        image(test + "/b/1.png", 4, 4, 4);
        LoadedData data = ImageFolder.open(folder, SIZE);
        assertThat(labels(data.train())).containsExactly(0, 1);
        assertThat(((ByteSamples) data.test().orElseThrow().images()).bytes(1)).containsOnly(4);
    }

    @Test
    void aPartAloneIsFoundAndAClassMayBeCalledTrain() throws IOException {
        image("train/a/1.png", 4, 4, 1);
        image("train/b/1.png", 4, 4, 2);
        assertThat(ImageFolder.open(folder, SIZE).train().classNames()).containsExactly("a", "b");
        image("train/1.png", 4, 4, 1);
        image("bus/1.png", 4, 4, 2);
        assertThat(ImageFolder.open(folder, SIZE).train().classNames()).containsExactly("bus", "train");
    }

    @Test
    void theChecksumTellsOtherImagesAndNamesButNotTheSizeTheyAreReadIn() throws IOException {
        image("a/1.png", 4, 4, 1);
        image("b/1.png", 4, 4, 2);
        String first = ImageFolder.open(folder, SIZE).checksum();
        assertThat(first).matches("SHA-256 [0-9a-f]{64}");
        assertThat(ImageFolder.open(folder, ImageOptions.defaults().size(Shape.of(2, 2, 3))).checksum())
                .isEqualTo(first);
        Files.move(folder.resolve("b/1.png"), folder.resolve("b/2.png"));
        String renamed = ImageFolder.open(folder, SIZE).checksum();
        assertThat(renamed).isNotEqualTo(first);
        image("b/2.png", 4, 4, 3);
        assertThat(ImageFolder.open(folder, SIZE).checksum()).isNotEqualTo(renamed);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Files.createDirectories(folder);
        refused("no folder of images");
        image("a/1.png", 4, 4, 1);
        refused("one folder of images");
        Files.createDirectories(folder.resolve("b"));
        refused("has no image (.png");
    }

    @Test
    void partsWithOtherClassesAreRefused() throws IOException {
        image("train/a/1.png", 4, 4, 1);
        image("train/b/1.png", 4, 4, 2);
        image("test/a/1.png", 4, 4, 3);
        image("test/c/1.png", 4, 4, 4);
        refused("is a class that the training images don't have; they have a, b");
    }

    private void broken(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), new byte[]{1, 2, 3});
    }

    @Test
    void allBrokenImagesOfBothPartsAreNamed() throws IOException {
        for (int i = 0; i < 20; i++) {
            image("train/a/" + i + ".png", 4, 4, 1);
            image("train/b/" + i + ".png", 4, 4, 1);
            image("test/a/" + i + ".png", 4, 4, 1);
            image("test/b/" + i + ".png", 4, 4, 1);
        }
        broken("train/b/7.png");
        broken("train/b/19.png");
        broken("test/a/3.png");

        assertThatThrownBy(() -> ImageFolder.open(folder, SIZE)).isExactlyInstanceOf(DataException.class)
                .hasMessageStartingWith("3 of 80 images can't be read; repair or delete them, or leave them out (the "
                        + "command: --skip-broken):\n")
                .hasMessageContainingAll("train/b/7.png is no image", "train/b/19.png is no image",
                        "test/a/3.png is no");
    }

    @Test
    void brokenImagesAreLeftOutAndReported() throws IOException {
        for (int i = 0; i < 5; i++) {
            image("train/a/" + i + ".png", 4, 4, 10 + i);
            image("train/b/" + i + ".png", 4, 4, 20 + i);
            image("test/a/" + i + ".png", 4, 4, 30 + i);
            image("test/b/" + i + ".png", 4, 4, 40 + i);
        }
        broken("train/a/2.png");
        broken("test/b/0.png");
        List<String> warnings = new ArrayList<>();

        LoadedData data = ImageFolder.open(folder, SIZE.skipBroken(warnings::add));

        assertThat(warnings).hasSize(2).allMatch(w -> w.startsWith("left out: "));
        assertThat(data.source()).endsWith(", 18 of 20 images read");
        assertThat(labels(data.train())).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(levels(data.train())).containsExactly(10, 11, 13, 14, 20, 21, 22, 23, 24);
        assertThat(levels(data.test().orElseThrow())).containsExactly(30, 31, 32, 33, 34, 41, 42, 43, 44);
        Files.delete(folder.resolve("train/a/2.png"));
        Files.delete(folder.resolve("test/b/0.png"));
        assertThat(ImageFolder.open(folder, SIZE).checksum()).isEqualTo(data.checksum());
    }

    private static List<Integer> levels(Dataset data) {
        ByteSamples images = (ByteSamples) data.images();
        return IntStream.range(0, data.size()).mapToObj(i -> (int) images.bytes(i)[0]).toList();
    }

    @Test
    void aClassOfBrokenImagesAloneIsRefused() throws IOException {
        image("a/1.png", 4, 4, 1);
        broken("b/1.png");
        assertThatThrownBy(() -> ImageFolder.open(folder, SIZE.skipBroken(w -> {})))
                .hasMessage(folder.resolve("b") + " has no image that can be read");
        Files.delete(folder.resolve("a/1.png"));
        broken("a/1.png");
        assertThatThrownBy(() -> ImageFolder.open(folder, SIZE.skipBroken(w -> {})))
                .hasMessageStartingWith("2 of 2 images can't be read; there is none left");
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> ImageFolder.open(folder, SIZE)).isExactlyInstanceOf(DataException.class)
                .hasMessageContaining(reason);
    }
}
