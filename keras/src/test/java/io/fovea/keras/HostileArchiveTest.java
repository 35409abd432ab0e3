package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;

/** Archives made to harm: each is refused in one line that names the file and the place in it. */
class HostileArchiveTest {
    private static final String CONFIG = "config.json";

    @TempDir
    Path folder;

    private Path good = Path.of("");

    @BeforeEach
    void save() throws IOException {
        good = folder.resolve("good.keras");
        try (Model model = Sequential.of(Input.of(2), Dense.of(3))) {
            KerasFile.save(model, good);
        }
    }

    private static void refused(Path file, String... reasons) {
        long files = ProcessFigures.openFiles();
        assertThatThrownBy(() -> KerasFile.load(file)).isInstanceOf(KerasFileException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(List.of(reasons)).allMatch(e.getMessage()::contains))
                .satisfies(e -> KerasFileTest.isOneClearLine(e.getMessage()));
        assertThat(ProcessFigures.openFiles()).isLessThanOrEqualTo(files);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.keras"), bytes);
    }

    /** The good file with one more entry. */
    private byte[] with(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String own : new String[]{CONFIG, "metadata.json", "model.weights.h5"}) {
                zip.putNextEntry(new ZipEntry(own));
                zip.write(KerasFileTest.entry(good, own));
            }
            zip.putNextEntry(new ZipEntry(name));
            zip.write("x".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "../evil", "/etc/evil", "assets/../../evil", "assets\\..\\evil", "C:/evil", "assets/x/..", "..", "c:evil"
    })
    void namesThatLeadOutOfTheArchiveAreRefused(String name) throws IOException {
        refused(write(with(name)), "'" + name + "'", "leads out of the archive");
        assertThat(folder.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void assetsAndOtherEntriesAreAllowed() throws IOException {
        KerasFile.load(write(with("assets/layers/a..b/vocabulary.txt"))).model().close();
    }

    @Test
    void anEntryThatIsInItTwiceIsRefused() throws IOException {
        String bytes = new String(with("config.jsox"), StandardCharsets.ISO_8859_1);
        refused(write(bytes.replace("config.jsox", CONFIG).getBytes(StandardCharsets.ISO_8859_1)),
                "'config.json' is in it twice");
    }

    /** Where the central directory has a field of an entry. */
    private static int directory(byte[] zip, String entry, int field) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf(entry) - 46 + field;
    }

    @ParameterizedTest
    @CsvSource({"24, -2, 4294967294", "24, 100000000, 100000000", "24, 3, claims 3", "20, -2, cut off or altered"})
    void sizesThatAreWrongAreRefused(int field, int value, String reason) throws IOException {
        byte[] stored = Files.readAllBytes(good);
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(stored, CONFIG, field), value);
        refused(write(stored));
        byte[] deflated = with("x");
        ByteBuffer.wrap(deflated).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(deflated, CONFIG, field), value);
        refused(write(deflated), field == 24 ? reason : "");
    }

    @Test
    void aSmallerSizeThanThereIsIsRefused() throws IOException {
        byte[] deflated = with("x");
        int size = KerasFileTest.entry(good, CONFIG).length;
        ByteBuffer.wrap(deflated).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(deflated, CONFIG, 24), size - 1);
        refused(write(deflated), "config.json is cut off or altered", "but has more");
    }

    @Test
    void aWrongChecksumIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        bytes[directory(bytes, "model.weights.h5", 16)] ^= 1;
        refused(write(bytes), "model.weights.h5", "its checksum is wrong");
    }

    @Test
    void sizesOf64BitsThatAreNotThereAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        // 0xffffffff says that the size is in a field of 64 bits, which is missing.
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(bytes, "model.weights.h5", 24), -1);
        refused(write(bytes));
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        Path bomb = KerasFileTest.with(good, folder.resolve("bomb.keras"), "model.weights.h5", b -> new byte[64 << 20]);
        assertThat(Files.size(bomb)).isLessThan(100_000);
        refused(bomb, "model.weights.h5 would unpack to 67108864 bytes, more than 100 times");
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        for (int length = 0; length < bytes.length; length += 11) {
            refused(write(Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void whatIsNoFileIsRefused() {
        refused(folder, "it is no file");
        assertThatThrownBy(() -> KerasFile.load(folder.resolve("none"))).hasMessageContaining("there is no file");
    }
}
