package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class VectorExponentialsSourceTest {
    @Test
    void theCurvesAreAsWritten() {
        Path curves = Path.of("src", "main", "java", "io", "fovea", "kernels", "VectorExponentials.java");
        assertThat(curves).as("write it again as VectorExponentialsSource's comment says")
                .hasContent(VectorExponentialsSource.text());
    }
}
