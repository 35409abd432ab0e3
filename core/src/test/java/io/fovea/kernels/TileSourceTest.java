package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class TileSourceTest {
    @Test
    void theTilesAreAsWritten() throws IOException {
        Path tiles = Path.of("src", "main", "java", "io", "fovea", "kernels", "Tiles.java");
        assertThat(tiles).as("write it again as TileSource's comment says").hasContent(TileSource.text());
    }
}
