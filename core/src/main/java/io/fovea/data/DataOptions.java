package io.fovea.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How data are looked for.
 *
 * @param dataDir where downloads are kept; empty: the environment variable {@code FOVEA_HOME}, or else the user's cache folder
 * @param progress is told how a download goes on
 */
public record DataOptions(Optional<Path> dataDir, ProgressListener progress) {
    /** The user's cache folder, and no word of progress. */
    public static DataOptions defaults() {
        return new DataOptions(Optional.empty(), ProgressListener.none());
    }

    /** The folder in which downloads are kept; it need not exist yet. */
    public Path folder() {
        return dataDir.orElseGet(DataOptions::userFolder);
    }

    private static Path userFolder() {
        String own = System.getenv().getOrDefault("FOVEA_HOME", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name");
        if (system.startsWith("Windows")) {
            String local = System.getenv().getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home : Path.of(local)).resolve("fovea");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Caches/fovea");
        }
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isBlank() ? home.resolve(".cache") : Path.of(cache)).resolve("fovea");
    }
}
