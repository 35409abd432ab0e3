package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;

/**
 * Files changed by {@link FileMutator}: each is loaded, or refused in one line that names it, in less than five seconds.
 * {@code -Dfovea.fuzz=10000} sets how many ({@code mvn verify -Pfuzz}, in 512 MB of heap); a failure prints the seed of the file.
 */
class FuzzTest {
    private static final int FILES = Integer.getInteger("fovea.fuzz", 500);
    private static final long SEED = Long.getLong("fovea.fuzz.seed", 1);
    private static final double MOST_SECONDS = 5;

    /** Of so many files one is a legacy one. */
    private static final int EVERY_LEGACY = Integer.getInteger("fovea.fuzz.legacy", 4);

    @TempDir
    Path folder;

    /** The models of the round trip, and those that Keras wrote. */
    private List<Map<String, byte[]>> goodFiles() throws IOException {
        List<Map<String, byte[]>> all = new ArrayList<>();
        Path file = folder.resolve("good.keras");
        for (Model model : EveryLayer.models().values()) {
            try (model) {
                KerasFile.save(model, file);
                all.add(entries(file));
            }
        }
        try (Stream<Path> golden = Files.list(Path.of("src", "test", "resources", "golden"))) {
            for (Path each : golden.filter(p -> p.toString().endsWith(".keras")).sorted().toList()) {
                all.add(entries(each));
            }
        }
        return all;
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null;) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** What Keras 2 and 3 wrote in one HDF5 file. */
    private static List<byte[]> legacyFiles() throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> golden = Files.walk(Path.of("src", "test", "resources", "golden", "files"))) {
            for (Path each : golden.filter(p -> p.toString().endsWith(".h5")).sorted().toList()) {
                all.add(Files.readAllBytes(each));
            }
        }
        return all;
    }

    @Test
    void noFileHarms() throws IOException {
        List<Map<String, byte[]>> good = goodFiles();
        List<byte[]> legacy = legacyFiles();
        Path file = folder.resolve("changed.keras");
        // What the first loading opens for ever: the classes of libraries.
        KerasFile.load(Path.of("src", "test", "resources", "golden", "adam.keras")).model().close();
        long open = ProcessFigures.openFiles();
        int refused = 0;
        double longest = 0;
        for (int i = 0; i < FILES; i++) {
            long seed = SEED + i;
            FileMutator mutator = new FileMutator(seed);
            Files.write(file, i % EVERY_LEGACY == 0
                    ? mutator.mutate(legacy.get(i / EVERY_LEGACY % legacy.size()))
                    : mutator.mutate(good.get(i % good.size())));
            double begun = ProcessFigures.seconds();
            refused += isRefused(file, seed) ? 1 : 0;
            double seconds = ProcessFigures.seconds() - begun;
            assertThat(seconds).as("seconds for the file of seed %d", seed).isLessThan(MOST_SECONDS);
            longest = Math.max(longest, seconds);
        }
        assertThat(ProcessFigures.openFiles()).isLessThanOrEqualTo(open);
        // A mutator that changed too little or too much would test nothing.
        assertThat(refused).isBetween(FILES / 3, FILES - FILES / 50);
        System.out.printf(
                "%d files, %d refused, %d loaded, the slowest in %.2f s, heap %d MB%n", FILES, refused, FILES - refused,
                longest,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static boolean isRefused(Path file, long seed) {
        try {
            KerasFile.load(file).model().close();
            return false;
        } catch (KerasFileException e) {
            String what = "seed " + seed + ": " + e.getMessage();
            assertThat(e.getMessage()).as(what).contains(file.toString());
            KerasFileTest.isOneClearLine(e.getMessage());
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause).as(what).isNotInstanceOf(Error.class);
            }
            assertThat(e.getMessage()).as(what).doesNotContain("do not fit together");
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
