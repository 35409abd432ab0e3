package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.activations.ActivationFunction.Kind;

class PicturesTest {
    @TempDir
    Path folder;

    /** Black on the left, white from column 10 on. */
    private Path step() throws IOException {
        BufferedImage image = new BufferedImage(20, 12, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 12; y++) {
            for (int x = 10; x < 20; x++) {
                image.setRGB(x, y, 0xffffff);
            }
        }
        Path file = folder.resolve("step.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void sobelTurnsAStepIntoALine() throws IOException {
        CommandResult typed = CommandResult.fovea("filters", "edges", step(), "--out", folder.resolve("out"));

        assertThat(typed.code()).as(typed.err()).isZero();
        BufferedImage sheet = ImageIO.read(folder.resolve("out/filters.png").toFile());
        assertThat(sheet.getWidth()).isEqualTo(4 * 28 + 8);
        // The second picture is Sobel x, which begins one pixel inside: the step is at its columns 8 and 9.
        int left = 8 + 28;
        assertThat(sheet.getRGB(left + 7, 8 + 5)).isEqualTo(0xff000000);
        assertThat(sheet.getRGB(left + 8, 8 + 5)).isEqualTo(0xffffffff);
        assertThat(sheet.getRGB(left + 9, 8 + 5)).isEqualTo(0xffffffff);
        assertThat(sheet.getRGB(left + 10, 8 + 5)).isEqualTo(0xff000000);
        // The third is Sobel y, which sees no edge.
        assertThat(sheet.getRGB(left + 28 + 8, 8 + 5)).isEqualTo(0xff000000);
        assertThat(Files.readString(folder.resolve("out/filters.html")))
                .contains("Sobel x", "Laplacian", "vertical edges").doesNotContain("://");
    }

    @Test
    void everyGroupHasAPage() throws IOException {
        for (String group : new String[]{"edges", "blur", "sharpen", "emboss"}) {
            assertThat(CommandResult.fovea("filters", group, step(), "--out", folder.resolve(group)).code()).isZero();
        }
    }

    @Test
    void aModelShowsItsFirstLayer() throws IOException {
        Path run = folder.resolve("run");
        Path logs = folder.resolve("logs");
        Path images = Stripes.folder(folder.resolve("images"));
        CommandResult trained = CommandResult.fovea(
                "train", images, "--size", "8x8", "--epochs", 1, "--out", run, "--quiet", "--tensorboard", logs);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(logs.resolve("train")).isDirectoryContaining("glob:**/events.out.tfevents.*");
        CommandResult resumed = CommandResult.fovea("train", images, "--out", run, "--resume", "--epochs", 2);
        assertThat(resumed.code()).as(resumed.err()).isZero();

        CommandResult typed = CommandResult.fovea("filters", run, step(), "--out", folder.resolve("out"));
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/filters.html"))).contains("filter 31").doesNotContain("://");
    }

    @Test
    void mistakesGiveOneLineAndNoFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        for (CommandResult typed : new CommandResult[]{
            CommandResult.fovea("filters", "edges", folder.resolve("none.png"), "--out", folder.resolve("out")),
            CommandResult.fovea("filters", "edges", text, "--out", folder.resolve("out")),
            CommandResult.fovea("filters", "none.keras", step(), "--out", folder.resolve("out"))}) {
            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.err().lines()).hasSize(1);
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void everyActivationIsDrawn() throws IOException {
        CommandResult typed = CommandResult.fovea("activations", "--out", folder);

        assertThat(typed.code()).as(typed.err()).isZero();
        String page = Files.readString(folder.resolve("activations.html"));
        assertThat(page).doesNotContain("://").hasSizeLessThan(500_000);
        for (Kind kind : Kind.values()) {
            assertThat(page).contains("aria-label=\"" + kind.kerasName() + " from -4 to 4");
        }
        BufferedImage sheet = ImageIO.read(folder.resolve("activations.png").toFile());
        // The axes, the function and its gradient in the first row and in the last.
        for (int color : new int[]{0xd5dbe3, 0x1f62c4, 0xb8530a}) {
            assertThat(holds(sheet.getSubimage(0, 0, 280, 220), color)).isTrue();
            assertThat(holds(sheet.getSubimage(280, sheet.getHeight() - 220, 280, 220), color)).isTrue();
        }
    }

    private static boolean holds(BufferedImage image, int color) {
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            Color there = new Color(image.getRGB(i % image.getWidth(), i / image.getWidth()));
            Color wanted = new Color(color);
            // Edges are smoothed.
            if (Math.abs(there.getRed() - wanted.getRed()) + Math.abs(there.getGreen() - wanted.getGreen())
                    + Math.abs(there.getBlue() - wanted.getBlue()) < 30) {
                return true;
            }
        }
        return false;
    }
}
