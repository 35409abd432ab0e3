package io.fovea.data.cifar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Temporary files and folders in the cache folder: their creator deletes them, unless the process is killed. */
final class TemporaryFiles {
    /** What the names of all temporary files and folders start with, and no file that a user keeps in the folder. */
    static final String PREFIX = ".fovea-part-";

    private static final Duration SURELY_DEAD = Duration.ofDays(1);

    private TemporaryFiles() {}

    /** Deletes what killed processes have left in a folder a day ago or before; younger ones may still be at work. */
    static void clear(Path folder) throws IOException {
        Instant limit = Instant.now().minus(SURELY_DEAD);
        List<Path> temporary;
        try (var files = Files.list(folder)) {
            temporary = files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
        }
        for (Path file : temporary) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                delete(file);
            }
        }
    }

    /** Deletes a file, or a folder with all that is in it. */
    static void delete(Path fileOrFolder) throws IOException {
        try (var paths = Files.walk(fileOrFolder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
