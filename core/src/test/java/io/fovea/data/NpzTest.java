package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    @TempDir
    Path folder;

    private Path written() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("b/kernel", new NpyArray(new int[]{2, 2}, false, new float[]{1, 2, 3, 4}));
        arrays.put("a", new NpyArray(new int[]{}, false, new float[]{5}));
        Path file = folder.resolve("x.npz");
        Npz.write(file, arrays);
        return file;
    }

    @Test
    void whatIsWrittenComesBack() throws IOException {
        Path file = written();
        byte[] first = Files.readAllBytes(file);
        try (Npz npz = Npz.open(file)) {
            assertThat(npz.keys()).containsExactly("b/kernel", "a");
            assertThat(npz.has("a")).isTrue();
            assertThat(npz.has("kernel")).isFalse();
            assertThat(npz.shape("b/kernel")).containsExactly(2, 2);
            assertThat(npz.array("b/kernel")).isEqualTo(new NpyArray(new int[]{2, 2}, false, new float[]{1, 2, 3, 4}));
            assertThat(npz.array("a").values()).containsExactly(5);
            assertThatThrownBy(() -> npz.array("c")).isInstanceOf(DataException.class)
                    .hasMessage(file + " has no 'c'; it has a, b/kernel");
        }
        written();
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> {
            try (Npz npz = Npz.open(file)) {
                npz.array("b/kernel");
            }
        }).isInstanceOf(DataException.class).hasMessageStartingWith(file.toString()).hasMessageContaining(reason);
    }

    private Path changed(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.npz"), bytes);
    }

    @Test
    void aChangedNumberFailsTheChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\0\u0080\u003f");
        bytes[at + 1] ^= 1;
        refused(changed(bytes), "its checksum is wrong");
    }

    @Test
    void aSizeThatIsNotThereIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, Integer.MAX_VALUE);
        refused(changed(bytes), "claims 2147483647 bytes");
        byte[] twice = new String(Files.readAllBytes(written()), StandardCharsets.ISO_8859_1)
                .replace("b/kernel.npy", "a2345678.npy")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Arrays.equals(twice, bytes)).isFalse();
        refused(changed(twice), "has no 'b/kernel'");
    }

    @Test
    void twoArraysOfOneNameAreRefused() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("a", new NpyArray(new int[]{}, false, new float[]{5}));
        arrays.put("b", new NpyArray(new int[]{}, false, new float[]{5}));
        Path file = folder.resolve("x.npz");
        Npz.write(file, arrays);
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        refused(changed(text.replace("b.npy", "a.npy").getBytes(StandardCharsets.ISO_8859_1)),
                "two arrays of the same name");
    }
}
