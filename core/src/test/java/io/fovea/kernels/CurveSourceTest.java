package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class CurveSourceTest {
    @Test
    void theCurvesAreAsWritten() {
        Path curves = Path.of("src", "main", "java", "io", "fovea", "kernels", "Curves.java");
        assertThat(curves).as("write it again as CurveSource's comment says").hasContent(CurveSource.text());
    }
}
