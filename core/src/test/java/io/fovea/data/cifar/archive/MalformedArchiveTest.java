package io.fovea.data.cifar.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.SyntheticCifar;

/** Damaged archives are refused with one clear line, and never in another way. */
class MalformedArchiveTest {
    private final SyntheticCifar cifar = new SyntheticCifar();

    @TempDir
    Path folder;

    private void refused(byte[] archive, String... words) throws IOException {
        Path path = Files.write(folder.resolve("archive.tar.gz"), archive);
        assertThatThrownBy(() -> Archive.read(path, SyntheticCifar.PER_BATCH, ProgressListener.none()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    private void refused(Map<String, byte[]> files, String... words) throws IOException {
        refused(SyntheticCifar.tar(files), words);
    }

    @Test
    void truncated() throws IOException {
        byte[] tar = SyntheticCifar.tar(cifar.binary());
        byte[] zipped = SyntheticCifar.gzip(tar);
        refused(new byte[0], "truncated");
        refused(Arrays.copyOf(zipped, zipped.length / 2), "truncated");
        refused(Arrays.copyOf(zipped, zipped.length - 4), "truncated");
        refused(Arrays.copyOf(tar, tar.length / 2), "truncated");
        refused(Arrays.copyOf(tar, 700), "truncated");
    }

    @Test
    void damaged() throws IOException {
        byte[] zipped = SyntheticCifar.gzip(SyntheticCifar.tar(cifar.binary()));
        zipped[zipped.length - 6] ^= 1;
        refused(zipped, "damaged");
        byte[] tar = SyntheticCifar.tar(cifar.binary());
        tar[3] ^= 1;
        refused(tar, "damaged", "checksum");
    }

    @Test
    void overLong() throws IOException {
        refused(SyntheticCifar.header("data_batch_1.bin", 8_000_000_000L), "over-long");
        refused(SyntheticCifar.header("data_batch_1", 4_000_000L), "over-long");
        byte[] tar = SyntheticCifar.tar(cifar.binary());
        refused(SyntheticCifar.gzip(Arrays.copyOf(tar, tar.length + 3_000_000)), "over-long");
    }

    @Test
    void otherFiles() throws IOException {
        refused(Map.of("readme.txt", new byte[10]), "image 0 of data_batch_1 is missing");
        var files = cifar.binary();
        files.remove(SyntheticCifar.BINARY + "data_batch_4.bin");
        refused(files, "image 0 of data_batch_4 is missing");
        var twice = cifar.binary();
        twice.put("copy/test_batch.bin", cifar.binary().get(SyntheticCifar.BINARY + "test_batch.bin"));
        refused(twice, "second");
        refused("<html>not found</html>".repeat(100).getBytes(StandardCharsets.UTF_8), "damaged");
        var noLabels = cifar.npm();
        noLabels.remove("package/test_lables.json");
        refused(noLabels, "the label of image 0 of test_batch is missing");
    }

    @Test
    void wrongRecords() throws IOException {
        var files = cifar.binary();
        files.put(SyntheticCifar.BINARY + "data_batch_2.bin", new byte[5000]);
        refused(files, "data_batch_2.bin has 5000 bytes", "3073 bytes are 9219");
        files = cifar.binary();
        files.get(SyntheticCifar.BINARY + "data_batch_2.bin")[CifarImages.RECORD] = 10;
        refused(files, "label 10 of image 1 of data_batch_2 is not in 0 to 9");
        files.get(SyntheticCifar.BINARY + "data_batch_2.bin")[CifarImages.RECORD] = -1;
        refused(files, "label 255 of image 1 of data_batch_2");
    }

    @Test
    void wrongPackage() throws IOException {
        for (String labels : new String[]{"", "{}", "[1,2]", "[1,2,x]", "[1,2,]", "[1,2,99999999999]"}) {
            var files = cifar.npm();
            files.put("package/test_lables.json", labels.getBytes(StandardCharsets.UTF_8));
            refused(files, "test_lables.json");
        }
        var files = cifar.npm();
        files.put("package/test_lables.json", "[1,-2,3]".getBytes(StandardCharsets.UTF_8));
        refused(files, "label -2 of image 1 of test_batch");
        files = cifar.npm();
        files.put("package/data_batch_1.png", new byte[]{1, 2, 3});
        refused(files, "data_batch_1.png");
    }

    @Test
    void anyTruncationAndAnyFlippedBitsGiveOneKindOfFailure() throws IOException {
        var random = new Random(3);
        byte[][] archives =
                {SyntheticCifar.tar(cifar.binary()), SyntheticCifar.gzip(SyntheticCifar.tar(cifar.binary())),
                    SyntheticCifar.tar(cifar.python()), SyntheticCifar.tar(cifar.npm())};
        int refused = 0;
        for (int i = 0; i < 800; i++) {
            byte[] original = archives[i % archives.length];
            boolean cut = i % 8 < 4;
            byte[] archive = Arrays.copyOf(original, cut ? random.nextInt(original.length) : original.length);
            for (int flips = cut ? 0 : 1 + random.nextInt(20); flips > 0; flips--) {
                // Half of them in the first header and what follows it, where they are understood as structure.
                int at = random.nextInt(random.nextBoolean() ? 800 : archive.length);
                archive[at] ^= (byte) (1 << random.nextInt(8));
            }
            Path path = Files.write(folder.resolve("random.tar"), archive);
            try {
                Archive.read(path, SyntheticCifar.PER_BATCH, ProgressListener.none());
            } catch (DataException e) {
                assertThat(e).hasMessageStartingWith(path.toString());
                refused++;
            }
        }
        assertThat(refused).as("of 800, of which pixels alone are changed in some").isGreaterThan(500);
    }
}
