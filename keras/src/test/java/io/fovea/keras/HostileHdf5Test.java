package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights files of {@code tools/golden/hostile.py} and damaged ones of our own: read, or refused with the place. */
class HostileHdf5Test {
    private static final String KERNEL = "layers/dense/vars/0";
    private static final String BIAS = "layers/dense/vars/1";

    /** The files by their names. */
    static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream in = HostileHdf5Test.class.getResourceAsStream("/hostile/hdf5.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null;) {
                files.put(entry.getName().replace(".h5", ""), zip.readAllBytes());
            }
        }
        return files;
    }

    private static float[] read(byte[] file) throws KerasFileException {
        Hdf5Reader reader = Hdf5Reader.of("w.h5", ByteBuffer.wrap(file));
        reader.check(BIAS, new int[]{3}, "the bias");
        assertThat(reader.floats(BIAS, new int[]{3}, "the bias")).containsExactly(1, -2, 0.5f);
        return reader.floats(KERNEL, new int[]{2, 3}, "the kernel");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "good", "good_latest", "good_float16", "good_float64", "good_big_endian", "good_bfloat16", "good_compact"
    })
    void whatCanBeReadIsReadRight(String name) throws IOException {
        // All numbers of these files have few bits: they are the same in every type.
        assertThat(read(files().get(name))).containsExactly(-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "soft | a link, '0', at layers/dense/vars", "soft_latest | a link, '0', at layers/dense/vars",
        "external | a link, '0', at layers/dense/vars", "external_data | in another file at layers/dense/vars/0",
        "virtual | put together from others at layers/dense/vars/0", "chunked | in chunks at layers/dense/vars/0",
        "compressed | compressed numbers at layers/dense/vars/0", "integers | should be float32",
        "strings | should be float32", "complex | should be float32", "transposed | shape [2, 3], but w.h5 has [3, 2]",
        "missing | has no numbers at layers/dense/vars/0", "group | has no numbers at layers/dense/vars/0",
        "declared | holds no numbers", "huge | more numbers than the file has bytes", "loop | a second link",
        "many | for very many entries", "deep | more than 64 deep", "user_block | does not begin as one"
    })
    void whatCannotIsRefusedWithTheReason(String name, String reason) throws IOException {
        byte[] file = files().get(name);
        assertThatThrownBy(() -> read(file)).isInstanceOf(KerasFileException.class).hasMessageContaining(reason)
                .satisfies(e -> KerasFileTest.isOneClearLine(e.getMessage()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "good_latest"})
    void aFileThatIsCutAnywhereIsRefused(String name) throws IOException {
        byte[] file = files().get(name);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(KerasFileException.class);
        }
    }

    /** Where a structure begins. */
    private static int find(byte[] file, String signature) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(signature);
    }

    private static void refused(byte[] file, String reason) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(KerasFileException.class).hasMessageContaining(reason);
    }

    private static ByteBuffer at(byte[] file, int position) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(position);
    }

    @Test
    void circlesAreRefused() throws IOException {
        byte[] tree = files().get("good");
        int node = find(tree, "TREE");
        // A node of level 1 whose child is itself.
        at(tree, node + 5).put((byte) 1);
        at(tree, node + 32).putLong(node);
        refused(tree, "the tree of its entries is broken");

        byte[] table = files().get("good");
        at(table, find(table, "TREE") + 6).putShort((short) 2);
        at(table, find(table, "TREE") + 48).putLong(find(table, "SNOD"));
        refused(table, "occurs twice");

        byte[] header = files().get("good");
        // The root's header goes on in itself: its only message is replaced by a continuation.
        at(header, 0x60 + 16).putShort((short) 0x10).putShort((short) 16).putInt(0).putLong(0x70).putLong(24);
        refused(header, "goes in a circle");

        byte[] group = files().get("good");
        // The first entry of the root is the root.
        at(group, find(group, "SNOD") + 16).putLong(0x60);
        refused(group, "second link");
    }

    @Test
    void addressesOutsideOfTheFileAreRefused() throws IOException {
        for (long address : new long[]{Long.MAX_VALUE, Long.MIN_VALUE, -2, 1L << 40, Integer.MAX_VALUE}) {
            byte[] root = files().get("good");
            at(root, 64).putLong(address);
            refused(root, "w.h5 is damaged at its root");
            byte[] heap = files().get("good");
            at(heap, find(heap, "HEAP") + 24).putLong(address);
            refused(heap, "w.h5 is damaged at its root");
            byte[] name = files().get("good");
            at(name, find(name, "SNOD") + 8).putLong(address);
            refused(name, "the name of an entry is missing");
            byte[] end = files().get("good");
            at(end, 40).putLong(address);
            refused(end, "cut off");
        }
    }

    @Test
    void numbersThatAreNotFiniteAreReportedAndRead() throws IOException {
        Hdf5Writer writer = new Hdf5Writer();
        writer.floats("a/b", new int[]{4}, new float[]{1, Float.NaN, Float.NEGATIVE_INFINITY, 2});
        writer.floats("a/c", new int[]{1}, new float[]{1e30f});
        Hdf5Reader reader = Hdf5Reader.of("w.h5", ByteBuffer.wrap(KerasFileTest.bytes(writer)));
        assertThat(reader.floats("a/b", new int[]{4}, "the kernel")).hasSize(4).contains(Float.NaN);
        assertThat(reader.floats("a/c", new int[]{1}, "the bias")[0]).isCloseTo(1e30f, within(0f));
        assertThat(reader.warnings()).containsExactly("the kernel: 2 of 4 numbers are NaN or infinite");
        assertThat(reader.paths()).containsExactly("a/b", "a/c");
    }
}
