package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;

/**
 * Files altered at random: each is read, or refused in one line. {@code -Dfovea.fuzz=10000} tries more of them than the 300 of the
 * fast tests; the seed is fixed.
 */
class FuzzTest {
    private static final int FILES = Integer.getInteger("fovea.fuzz", 300);
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    private Path folder;

    @Test
    void alteredFilesAreReadOrRefused() throws IOException {
        List<byte[]> sound = new ArrayList<>();
        for (String name : PyTorchTest.files()) {
            sound.add(Files.readAllBytes(GOLDEN.resolve(name)));
        }
        for (String name : TensorFlowTest.files()) {
            sound.add(Files.readAllBytes(GOLDEN.resolve("tensorflow", name)));
        }
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] altered = altered(sound, random);
            Path file = Files.write(folder.resolve("altered.onnx"), altered);
            read += Assertions.assertTimeout(Duration.ofSeconds(5), () -> isRead(file), "file " + i) ? 1 : 0;
        }
        System.out.printf("%d files, %d read, heap %d MB%n", FILES, read, Runtime.getRuntime().maxMemory() >> 20);
        // A flipped bit of a weight harms no one, so that some are still read, but not all.
        assertThat(read).isBetween(FILES / 100, FILES * 9 / 10);
    }

    private static boolean isRead(Path file) {
        try (Model model = OnnxFile.load(file)) {
            return !model.layers().isEmpty();
        } catch (OnnxFileException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("Exception", "\n");
            return false;
        }
    }

    private static byte[] altered(List<byte[]> sound, Random random) {
        byte[] bytes = sound.get(random.nextInt(sound.size())).clone();
        switch (random.nextInt(4)) {
            case 0 -> flip(bytes, random, 1);
            case 1 -> flip(bytes, random, 1 + random.nextInt(30));
            case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default -> {
                byte[] other = sound.get(random.nextInt(sound.size()));
                int length = random.nextInt(Math.min(200, Math.min(bytes.length, other.length)));
                System.arraycopy(
                        other, random.nextInt(other.length - length), bytes, random.nextInt(bytes.length - length),
                        length);
            }
        }
        return bytes;
    }

    private static void flip(byte[] bytes, Random random, int count) {
        for (int i = 0; i < count; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }
}
