package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays changed at random under a right checksum: read, or refused in one line that names the file. {@code -Dfovea.fuzz=10000}
 * sets how many.
 */
class MutatedDataTest {
    private static final int FILES = Integer.getInteger("fovea.fuzz", 200);
    private static final List<String> WORDS = List.of(
            "2147483647", "-1", "99999999999999999999", "0", "1,", "", "'|O'", "'<f4'", "'<c8'", "'>f8'", "'|u1'",
            "'<u8'",
            "True", "None", "(", ")", "{", "1, 1, 1, 1, 1", "65536, 65536", "nan");

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
            }
            case 2 -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                System.arraycopy(good, from, bytes, to, bytes.length - Math.max(from, to));
            }
            case 3 -> {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                int at = 10 + random.nextInt(60);
                String word = WORDS.get(random.nextInt(WORDS.size()));
                // As long as before, so that the header still ends where it says.
                String changed =
                        text.substring(0, at) + word + text.substring(Math.min(text.length(), at + word.length()));
                return changed.getBytes(StandardCharsets.ISO_8859_1);
            }
            default -> {
                for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                    bytes[random.nextInt(Math.min(bytes.length, 100))] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return bytes;
    }

    private static Map<String, byte[]> good() {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x_train", NpyTest.npy("|u1", "False", "4, 2, 3, 3", new byte[72]));
        arrays.put("y_train", NpyTest.npy("<i8", "False", "4, 1", new byte[32]));
        arrays.put("x_test", NpyTest.npy("<f4", "True", "2, 2, 3, 3", new byte[144]));
        arrays.put("y_test", NpyTest.npy("<f8", "False", "2,", new byte[16]));
        return arrays;
    }

    private static byte[] zip(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isRefused(Path file, Runnable reading) {
        try {
            reading.run();
            return false;
        } catch (DataException e) {
            assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n", "Exception", "java.");
            return true;
        }
    }

    @Test
    void mutatedSetsAreReadOrRefused() throws IOException {
        Path file = folder.resolve("mutated.npz");
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Map<String, byte[]> arrays = good();
            List<String> keys = List.copyOf(arrays.keySet());
            arrays.computeIfPresent(keys.get(random.nextInt(4)), (key, bytes) -> mutated(bytes, random));
            byte[] zip = zip(arrays);
            Files.write(file, i % 5 == 0 ? mutated(zip, random) : zip);
            refused += isRefused(file, () -> NpzDataset.open(file)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 3, FILES - FILES / 50);
    }

    @Test
    void mutatedArraysAreReadOrRefused() throws IOException {
        Path file = folder.resolve("mutated.npy");
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] good = List.copyOf(good().values()).get(i % 4);
            Files.write(file, mutated(good, random));
            refused += isRefused(file, () -> Npy.read(file)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 3, FILES - FILES / 50);
    }
}
