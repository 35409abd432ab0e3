package io.fovea.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.archive.CifarImages;

class CifarCacheTest {
    private final SyntheticCifar cifar = new SyntheticCifar();

    @TempDir
    Path folder;

    private CifarImages images;
    private CifarCache cache;

    @BeforeEach
    void makeCache() throws IOException {
        images = cifar.images(folder);
        cache = new CifarCache(folder.resolve("new/cache"), SyntheticCifar.PER_BATCH);
    }

    private Checksum read() {
        CifarCache.Verified verified = cache.read(ProgressListener.none()).orElseThrow();
        assertThat(Checksum.of(verified.images())).isEqualTo(verified.checksum());
        return verified.checksum();
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(cache.read(ProgressListener.none())).isEmpty();
    }

    @Test
    void givesBackWhatItKeepsAndLeavesNothingElse() throws IOException {
        cache.write(images, ProgressListener.none());
        assertThat(read()).isEqualTo(cifar.checksum());
        assertThat(cache.folder().toFile().list()).containsExactlyInAnyOrder("cifar-10.bin", "cifar-10.bin.sha256");
        assertThat(cache.folder().resolve("cifar-10.bin.sha256"))
                .hasContent(cifar.checksum().hex() + "  cifar-10.bin\n");
    }

    @Test
    void noticesEveryDamage() throws IOException {
        cache.write(images, ProgressListener.none());
        byte[] good = Files.readAllBytes(cache.file());
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        damaged(flipped, "its checksum is wrong");
        damaged(Arrays.copyOf(good, good.length - 1), "bytes, not");
        damaged(Arrays.copyOf(good, good.length + 1), "bytes, not");
        damaged(new byte[0], "it has 0 bytes");
        byte[] label = good.clone();
        label[0] = 77;
        damaged(label, "label 77");
        Files.write(cache.file(), good);
        Files.delete(cache.folder().resolve("cifar-10.bin.sha256"));
        damaged(good, "there is no");
    }

    private void damaged(byte[] content, String word) throws IOException {
        Files.write(cache.file(), content);
        assertThatThrownBy(() -> cache.read(ProgressListener.none())).isInstanceOf(DataException.class)
                .hasMessageContaining(word);
    }

    @Test
    void twoWhoWriteAtOnceDoNotSpoilIt() throws Exception {
        Callable<Boolean> writer = () -> {
            cache.write(images, ProgressListener.none());
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> writer).toList())) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(read()).isEqualTo(cifar.checksum());
        assertThat(cache.folder().toFile().list()).hasSize(2);
    }

    @Test
    void aFailedWriteLeavesTheOldCopy() throws IOException {
        cache.write(images, ProgressListener.none());
        ProgressListener full = (what, done, total) -> {
            throw new IllegalStateException("as if the process were stopped here");
        };
        assertThatThrownBy(() -> cache.write(images, full)).isInstanceOf(IllegalStateException.class);
        assertThat(read()).isEqualTo(cifar.checksum());
        assertThat(cache.folder().toFile().list()).hasSize(2);
    }
}
