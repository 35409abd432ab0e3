package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.tensor.Shape;

class NpzDatasetTest {
    @TempDir
    Path folder;

    private Path npz(Map<String, byte[]> arrays) throws IOException {
        Path file = folder.resolve("data.npz");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static byte[] bytes(String shape, int... values) {
        byte[] data = new byte[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) values[i];
        }
        return NpyTest.npy("|u1", "False", shape, data);
    }

    private static byte[] floats(String shape, float... values) {
        byte[] data = new byte[4 * values.length];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return NpyTest.npy("<f4", "False", shape, data);
    }

    private static Map<String, byte[]> good() {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x_train", bytes("2, 1, 2", 0, 51, 255, 102));
        arrays.put("y_train", bytes("2, 1", 1, 0));
        return arrays;
    }

    @Test
    void greyBytesAreScaledAndLabelsRead() throws IOException {
        LoadedData data = NpzDataset.open(npz(good()));
        float[] sample = new float[2];
        data.train().images().read(0, sample, 0);
        assertThat(data.train().images().shape()).isEqualTo(Shape.of(1, 2, 1));
        assertThat(sample).containsExactly(0, 51 / 255f);
        assertThat(((Labels) data.train().labels()).values()).containsExactly(1, 0);
        assertThat(data.train().classNames()).containsExactly("0", "1");
        assertThat(data.test()).isEmpty();
        assertThat(data.checksum()).startsWith("SHA-256 ");
    }

    @Test
    void floatsAreTakenAsTheyAreAndOneHotLabelsUnderstood() throws IOException {
        Map<String, byte[]> arrays = good();
        arrays.put("x_test", floats("1, 1, 2, 1", -3, 7));
        arrays.put("y_test", floats("1, 3", 0, 0, 1));
        Dataset test = NpzDataset.open(npz(arrays)).test().orElseThrow();
        float[] sample = new float[2];
        test.images().read(0, sample, 0);
        assertThat(sample).containsExactly(-3, 7);
        assertThat(((Labels) test.labels()).values()).containsExactly(2);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("y_train", null, "has no 'y_train'; it has x_train"),
                Arguments.of("x_train", floats("2, 2", 1, Float.NaN, 3, 4), "NaN in sample 0"),
                Arguments.of("x_train", bytes("3, 1, 2", 1, 2, 3, 4, 5, 6), "3 samples"),
                Arguments.of("x_train", bytes("2,", 1, 2), "[2]"),
                Arguments.of("y_train", floats("2,", 0, -1), "label -1.0 for sample 1"),
                Arguments.of("y_train", floats("2,", 0.5f, 1), "label 0.5 for sample 0"),
                Arguments.of("y_train", floats("2,", 70_000, 1), "label 70000.0"),
                Arguments.of("y_train", floats("2, 2", 1, 1, 0, 1), "row 0"),
                Arguments.of("y_train", NpyTest.npy("|O", "False", "2,", new byte[16]), "Python objects"),
                Arguments.of("x_test", bytes("1, 1, 2", 1, 2), "has no 'y_test'"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusedWithAReason(String key, byte[] array, String reason) throws IOException {
        Map<String, byte[]> arrays = good();
        if (array == null) {
            arrays.remove(key);
        } else {
            arrays.put(key, array);
        }
        Path file = npz(arrays);
        assertThatThrownBy(() -> NpzDataset.open(file)).isInstanceOf(DataException.class)
                .hasMessageContaining(reason).hasMessageContaining("data.npz");
    }

    @Test
    void bytesInColumnsAreTurnedIntoRows() throws IOException {
        Map<String, byte[]> arrays = good();
        arrays.put("x_train", NpyTest.npy("|u1", "True", "2, 3", new byte[]{1, 4, 2, 5, 3, 6}));
        ByteSamples images = (ByteSamples) NpzDataset.open(npz(arrays)).train().images();
        assertThat(images.bytes(0)).containsExactly(1, 2, 3);
        assertThat(images.bytes(1)).containsExactly(4, 5, 6);
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElseHappens() throws IOException {
        byte[] whole = Files.readAllBytes(npz(good()));
        Random random = new Random(5);
        Path file = folder.resolve("damaged.npz");
        for (int i = 0; i < 3000; i++) {
            byte[] bad = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = i % 3; flips > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            Throwable thrown = catchThrowable(() -> NpzDataset.open(file));
            assertThat(thrown == null || thrown instanceof DataException).as("%s", thrown).isTrue();
        }
    }

    @Test
    void whatIsNoFileIsNamed() {
        Path missing = folder.resolve("missing.npz");
        assertThatThrownBy(() -> NpzDataset.open(missing)).isInstanceOf(DataException.class)
                .hasMessage(missing + " does not exist");
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("data.npz"), new byte[100]);
        assertThatThrownBy(() -> NpzDataset.open(file)).isInstanceOf(DataException.class);
    }
}
