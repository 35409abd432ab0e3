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
