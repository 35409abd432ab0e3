package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class DataOptionsTest {
    private static Path folder(Map<String, String> environment, String system) {
        return DataOptions.usualFolder(environment, system, "/home/me");
    }

    @Test
    void theChosenFolderComesFirst() {
        var options = new DataOptions(Optional.of(Path.of("/data")), ProgressListener.none(), ImageOptions.defaults());
        assertThat(options.folder()).isEqualTo(Path.of("/data"));
        assertThat(folder(Map.of("FOVEA_HOME", "/mine", "XDG_CACHE_HOME", "/cache"), "Linux"))
                .isEqualTo(Path.of("/mine"));
    }

    @Test
    void elseItIsTheCacheFolderOfTheSystem() {
        assertThat(folder(Map.of(), "Linux")).isEqualTo(Path.of("/home/me/.cache/fovea"));
        assertThat(folder(Map.of("XDG_CACHE_HOME", "/cache", "FOVEA_HOME", ""), "Linux"))
                .isEqualTo(Path.of("/cache/fovea"));
        assertThat(folder(Map.of("XDG_CACHE_HOME", "relative"), "Linux")).isEqualTo(Path.of("/home/me/.cache/fovea"));
        assertThat(folder(Map.of(), "Mac OS X")).isEqualTo(Path.of("/home/me/Library/Caches/fovea"));
        assertThat(folder(Map.of("LOCALAPPDATA", "/local"), "Windows 11")).isEqualTo(Path.of("/local/fovea"));
        assertThat(folder(Map.of(), "Windows 11")).isEqualTo(Path.of("/home/me/AppData/Local/fovea"));
    }
}
