package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
    @TempDir
    Path folder;

    /** A file as NumPy writes it. */
    static byte[] npy(String type, String fortran, String shape, byte[] data) {
        String header = "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }\n";
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
        return file.array();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.npy"), bytes);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        float[] values = {1, -2.5f, 3e-9f, 4, 5, Float.MAX_VALUE};
        Npy.write(folder.resolve("a.npy"), new int[]{3, 2}, values);
        Npy.write(folder.resolve("b.npy"), new int[]{3}, new int[]{7, -1, 65536});

        assertThat(Npy.readArray(folder.resolve("a.npy"))).isEqualTo(new NpyArray(new int[]{3, 2}, false, values));
        assertThat(Npy.read(folder.resolve("a.npy")).sample(1)).containsExactly(3e-9f, 4);
        assertThat(Npy.readArray(folder.resolve("b.npy")).values()).containsExactly(7, -1, 65536);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.npy", "b.npy");
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, 0000803f000000c0", ">f4, 3f800000c0000000", "<f8, 000000000000f03f00000000000000c0",
        "<i2, 0100feff", ">i2, 0001fffe", "|i1, 01fe", "<i8, 0100000000000000feffffffffffffff",
        "<i4, 01000000feffffff", "<f2, 003c00c0"
    })
    void everyTypeOfNumber(String type, String hex) throws IOException {
        byte[] data = java.util.HexFormat.of().parseHex(hex);
        assertThat(Npy.readArray(file(npy(type, "False", "2,", data))).values()).containsExactly(1, -2);
    }

    @Test
    void unsignedNumbersAndFortranOrder() throws IOException {
        assertThat(Npy.readArray(file(npy("|u1", "False", "2,", new byte[]{1, (byte) 200})))).isEqualTo(
                new NpyArray(new int[]{2}, true, new float[]{1, 200}));
        byte[] columns = {1, 4, 2, 5, 3, 6};
        assertThat(Npy.readArray(file(npy("|u1", "True", "2, 3", columns))).values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "|O; False; 2,; Python objects", "<c8; False; 2,; '<c8'", "<f4; False; 3,; cut off",
        "<f4; False; 1,; needs", "<f4; False; 99999999999,; elements", "<f4; False; 65536, 65536; elements",
        "<f4; Maybe; 2,; can't be understood", "<f4; False; -2,; can't be understood"
    })
    void refusedWithAReason(String type, String fortran, String shape, String reason) throws IOException {
        Path file = file(npy(type, fortran, shape, new byte[8]));
        assertThatThrownBy(() -> Npy.readArray(file)).isInstanceOf(DataException.class).hasMessageContaining(reason)
                .hasMessageContaining("x.npy");
    }

    @Test
    void samplesNeedTwoDimensions() throws IOException {
        Path file = file(npy("<f4", "False", "2,", new byte[8]));
        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(DataException.class).hasMessageContaining("[2]");
    }

    @Test
    void theLargestUnsignedNumberIsNotNegative() throws IOException {
        byte[] ones = new byte[8];
        java.util.Arrays.fill(ones, (byte) -1);
        assertThat(Npy.readArray(file(npy("<u8", "False", "1,", ones))).values()).containsExactly(0x1p64f);
    }

    @Test
    void headersOfLaterVersionsAreLonger() throws IOException {
        byte[] first = npy("<i4", "False", "1,", new byte[]{7, 0, 0, 0});
        ByteBuffer third = ByteBuffer.allocate(first.length + 2).order(ByteOrder.LITTLE_ENDIAN);
        third.put(first, 0, 6).put((byte) 3).put((byte) 0).putInt(first.length - 14).put(first, 10, first.length - 10);
        assertThat(Npy.readArray(file(third.array())).values()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"5, 0, 3; [5, 0, 3]", "4, 0; [4, 0]"})
    void samplesWithoutNumbersAreRefused(String shape, String shown) throws IOException {
        Path file = file(npy("<f4", "False", shape, new byte[0]));
        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(DataException.class).hasMessageContaining(shown);
        assertThatThrownBy(() -> Npy.readArray(file).samples()).isInstanceOf(DataException.class)
                .hasMessageContaining(shown);
    }

    @Test
    void whatIsNoFileIsNamed() {
        Path missing = folder.resolve("missing.npy");
        assertThatThrownBy(() -> Npy.read(missing)).isInstanceOf(DataException.class)
                .hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> Npy.read(folder)).isInstanceOf(DataException.class).hasMessage(folder + " is no file");
    }

    @Test
    void aWrongShapeIsNotWrittenAndWhatWasThereStays() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, new int[]{2}, new float[]{1, 2});
        for (int[] shape : new int[][]{{3}, {2, 2}, {-1, -2}, {65536, 65536, 65536, 65536}}) {
            assertThatThrownBy(() -> Npy.write(file, shape, new float[]{5, 6})).isInstanceOf(
                    IllegalArgumentException.class).hasMessageContaining("2 values");
        }
        assertThat(Npy.readArray(file).values()).containsExactly(1, 2);
        assertThat(folder.toFile().list()).containsExactly("a.npy");
    }

    @Test
    void manyValuesComeBack() throws IOException {
        float[] values = new float[20_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Npy.write(folder.resolve("a.npy"), new int[]{values.length, 1}, values);
        assertThat(Npy.read(folder.resolve("a.npy")).values()).isEqualTo(values);
    }

    @Test
    void damagedFilesAreRefusedAndNothingElseHappens() throws IOException {
        byte[] good = npy("<f4", "False", "2, 3", new byte[24]);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = java.util.Arrays.copyOf(good, i % 2 == 0 ? random.nextInt(good.length) : good.length);
            if (i % 2 == 1) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = file(bad);
            Throwable thrown = catchThrowable(() -> Npy.readArray(file));
            assertThat(thrown == null || thrown instanceof DataException).as("%s", thrown).isTrue();
        }
    }
}
