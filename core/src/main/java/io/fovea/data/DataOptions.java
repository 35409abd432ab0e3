package io.fovea.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How data are located and read.
 *
 * @param dataDir the folder where downloads are cached; empty: {@link #folder()} says which
 * @param progress receives the progress of downloads and long work
 * @param images how image files are read
 * @param anyTargets whether the {@code y} of a {@code .npz} may be any numbers, for a regression or for images as targets; else
 *     they must be classes
 */
public record DataOptions(
        Optional<Path> dataDir, ProgressListener progress, ImageOptions images, boolean anyTargets) {
    /** For data with classes. */
    public DataOptions(Optional<Path> dataDir, ProgressListener progress, ImageOptions images) {
        this(dataDir, progress, images, false);
    }

    /** The usual folder, no listener, images of 32 x 32 pixels. */
    public static DataOptions defaults() {
        return new DataOptions(Optional.empty(), ProgressListener.none(), ImageOptions.defaults());
    }

    /**
     * The folder where downloads are cached: {@link #dataDir()} if given, else the environment's {@code FOVEA_HOME}, else
     * {@code fovea} in the user's cache folder: {@code XDG_CACHE_HOME} or {@code ~/.cache}, on macOS
     * {@code ~/Library/Caches}, on Windows {@code LOCALAPPDATA}.
     */
    public Path folder() {
        return dataDir.orElseGet(
                () -> usualFolder(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home")));
    }

    static Path usualFolder(Map<String, String> environment, String system, String home) {
        String chosen = environment.getOrDefault("FOVEA_HOME", "");
        if (!chosen.isBlank()) {
            return Path.of(chosen);
        }
        if (system.startsWith("Windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local)).resolve("fovea");
        }
        if (system.startsWith("Mac")) {
            return Path.of(home, "Library", "Caches", "fovea");
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification has relative paths ignored.
        return (cache.startsWith("/") ? Path.of(cache) : Path.of(home, ".cache")).resolve("fovea");
    }
}
