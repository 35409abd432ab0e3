package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
    @TempDir
    Path folder;

    private void refused(String data, String... words) {
        var options =
                new DataOptions(Optional.of(folder.resolve("cache")), ProgressListener.none(), ImageOptions.defaults());
        assertThatThrownBy(() -> DataSets.open(data, options)).isInstanceOf(DataException.class)
                .hasMessageContainingAll(words).hasMessageNotContaining("\n");
    }

    @Test
    void unknownNamesAndMissingFilesListWhatIsAllowed() {
        String[] allowed = {"path does not exist", "'cifar10'", "archive", "folder of images per class", ".npz"};
        refused("cifar11", allowed);
        refused(folder.resolve("none.npz").toString(), allowed);
        refused("", "does not exist", "data is 'cifar10'");
        refused("a\0b", "is no path", "data is 'cifar10'");
    }

    @Test
    void otherFilesListWhatIsAllowed() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
        refused(file.toString(), "notes.txt", "is no data that is known here", "'cifar10'", ".npz");
    }

    @Test
    void archivesAndFoldersOfCifarAreReadAsSuch() throws IOException {
        Path empty = Files.createFile(folder.resolve("cifar-10-binary.tar.gz"));
        refused(empty.toString(), empty.toString(), "truncated");
        Path batches = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        Files.write(batches.resolve("test_batch.bin"), new byte[3]);
        refused(folder.toString(), "test_batch.bin has 3 bytes", "10000 records of 3073 bytes");
    }
}
