package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.tensor.Shape;

class ImageFolderTest {
    @TempDir
    Path temporary;
    private Path folder;

    @BeforeEach
    void inAFolderOfItsOwn() {
        folder = temporary.resolve("data");
    }

    private void picture(String name, int width, int height, int level) throws IOException {
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
    void eachPictureHasTheClassOfItsFolderInOrder() throws IOException {
        for (int i = 0; i < 40; i++) {
            picture("b/%02d.png".formatted(i), 3 + i, 5, i);
            picture("a/%02d.png".formatted(i), 4, 6, 80 + i);
        }
        Files.writeString(folder.resolve("a/notes.txt"), "passed over");
        Files.writeString(folder.resolve("a/.hidden.png"), "passed over");
        LoadedData data = ImageFolder.open(folder);
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
        picture("a/1.png", 4, 6, 1);
        picture("b/1.png", 5, 5, 2);
        assertThat(ImageFolder.open(folder, Shape.of(2, 3, 1)).train().images().shape()).isEqualTo(Shape.of(2, 3, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "val", "validation"})
    void twoPartsAreFound(String test) throws IOException {
        picture("train/a/1.png", 4, 4, 1);
        picture("train/b/1.png", 4, 4, 2);
        picture(test + "/a/1.png", 4, 4, 3);
        picture(test + "/b/1.png", 4, 4, 4);
        LoadedData data = ImageFolder.open(folder);
        assertThat(labels(data.train())).containsExactly(0, 1);
        assertThat(((ByteSamples) data.test().orElseThrow().images()).bytes(1)).containsOnly(4);
    }

    @Test
    void aPartAloneIsFoundAndAClassMayBeCalledTrain() throws IOException {
        picture("train/a/1.png", 4, 4, 1);
        picture("train/b/1.png", 4, 4, 2);
        assertThat(ImageFolder.open(folder).train().classNames()).containsExactly("a", "b");
        picture("train/1.png", 4, 4, 1);
        picture("bus/1.png", 4, 4, 2);
        assertThat(ImageFolder.open(folder).train().classNames()).containsExactly("bus", "train");
    }

    @Test
    void theChecksumTellsOtherPicturesAndNamesButNotTheSizeTheyAreReadIn() throws IOException {
        picture("a/1.png", 4, 4, 1);
        picture("b/1.png", 4, 4, 2);
        String first = ImageFolder.open(folder).checksum();
        assertThat(first).matches("SHA-256 [0-9a-f]{64}");
        assertThat(ImageFolder.open(folder, Shape.of(2, 2, 3)).checksum()).isEqualTo(first);
        Files.move(folder.resolve("b/1.png"), folder.resolve("b/2.png"));
        String renamed = ImageFolder.open(folder).checksum();
        assertThat(renamed).isNotEqualTo(first);
        picture("b/2.png", 4, 4, 3);
        assertThat(ImageFolder.open(folder).checksum()).isNotEqualTo(renamed);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Files.createDirectories(folder);
        refused("no folder of pictures");
        picture("a/1.png", 4, 4, 1);
        refused("one folder of pictures");
        Files.createDirectories(folder.resolve("b"));
        refused("has no picture (.png");
    }

    @Test
    void partsWithOtherClassesAreRefused() throws IOException {
        picture("train/a/1.png", 4, 4, 1);
        picture("train/b/1.png", 4, 4, 2);
        picture("test/a/1.png", 4, 4, 3);
        picture("test/c/1.png", 4, 4, 4);
        refused("is a class that the training pictures don't have; they have a, b");
    }

    @Test
    void aDamagedPictureIsNamed() throws IOException {
        for (int i = 0; i < 20; i++) {
            picture("a/" + i + ".png", 4, 4, 1);
            picture("b/" + i + ".png", 4, 4, 1);
        }
        Files.write(folder.resolve("b/7.png"), new byte[]{1, 2, 3});
        refused("7.png is no picture");
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> ImageFolder.open(folder)).isExactlyInstanceOf(DataException.class)
                .hasMessageContaining(reason);
    }
}
