package io.fovea.data.cifar.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.Checksum;
import io.fovea.data.cifar.SyntheticCifar;
import io.fovea.tensor.Shape;

/** Whatever the form and the packing, the same bytes come out. */
class ArchiveTest {
    private final SyntheticCifar cifar = new SyntheticCifar();

    @TempDir
    Path folder;

    private List<Map<String, byte[]>> forms;

    @BeforeEach
    void makeForms() throws IOException {
        forms = List.of(cifar.binary(), cifar.python(), cifar.npm());
    }

    private Checksum read(Path path) {
        return Checksum.of(Archive.read(path, SyntheticCifar.PER_BATCH, ProgressListener.none()));
    }

    @Test
    void everyFormPackedAndUnpackedGivesTheSameBytes() throws IOException {
        for (int i = 0; i < forms.size(); i++) {
            byte[] tar = SyntheticCifar.tar(forms.get(i));
            assertThat(read(Files.write(folder.resolve(i + ".tar"), tar))).isEqualTo(cifar.checksum());
            assertThat(read(Files.write(folder.resolve(i + ".tar.gz"), SyntheticCifar.gzip(tar))))
                    .isEqualTo(cifar.checksum());
            assertThat(read(SyntheticCifar.unpack(forms.get(i), folder.resolve("" + i))))
                    .isEqualTo(cifar.checksum());
        }
    }

    @Test
    void aFolderOfBatchesIsRecognisedByItselfAndFromAbove() throws IOException {
        SyntheticCifar.unpack(cifar.binary(), folder);
        assertThat(Archive.isIn(folder)).isTrue();
        assertThat(Archive.isIn(folder.resolve(SyntheticCifar.BINARY))).isTrue();
        assertThat(read(folder.resolve(SyntheticCifar.BINARY))).isEqualTo(cifar.checksum());
        assertThat(Archive.isIn(Files.createDirectory(folder.resolve("other")))).isFalse();
    }

    @Test
    void imagesAreInterleavedAndInTheOfficialOrder() throws IOException {
        CifarImages images = cifar.images(folder);
        Dataset train = images.train(List.of());
        Dataset test = images.test(List.of());
        assertThat(train.size()).isEqualTo(5 * SyntheticCifar.PER_BATCH);
        assertThat(test.size()).isEqualTo(SyntheticCifar.PER_BATCH);
        assertThat(train.images().shape()).isEqualTo(Shape.of(32, 32, 3));
        check(train, 0);
        check(test, train.size());
    }

    private void check(Dataset data, int first) {
        for (int i = 0; i < data.size(); i++) {
            assertThat(((Labels) data.labels()).label(i)).isEqualTo(cifar.label(first + i));
            byte[] bytes = ((ByteSamples) data.images()).bytes(i);
            for (int at = 0; at < bytes.length; at++) {
                assertThat(bytes[at] & 0xff).isEqualTo(cifar.value(first + i, at % 3, at / 96, at / 3 % 32));
            }
        }
    }
}
