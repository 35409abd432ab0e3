package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TileSourceTest {
    @ParameterizedTest
    @EnumSource
    void theTilesAreAsWritten(TileSource source) throws IOException {
        Path tiles = Path.of("src", "main", "java", "io", "fovea", "kernels", source + ".java");
        assertThat(tiles).as("write it again as TileSource's comment says").hasContent(source.text());
    }
}
