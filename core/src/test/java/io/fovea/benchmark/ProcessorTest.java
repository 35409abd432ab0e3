package io.fovea.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
    @Test
    void readsTheFirstProcessorOfLinux() {
        Processor processor = Processor.parse(List.of(
                "processor\t: 0", "vendor_id\t: AuthenticAMD", "cpu family\t: 26", "model\t\t: 2",
                "model name\t: AMD EPYC",
                "stepping\t: 1", "", "processor\t: 1", "cpu family\t: 27"), "512-bit vectors");

        assertThat(processor).isEqualTo(new Processor("AMD EPYC", 26, 2, 1, "512-bit vectors"));
        assertThat(processor.line(2)).isEqualTo(
                "AMD EPYC, family 26 model 2 stepping 1, 2 threads, 512-bit vectors, Java " + Runtime.version());
    }

    @Test
    void aProcessorWithoutNumbersIsItsArchitecture() {
        Processor processor = Processor.parse(List.of("CPU implementer\t: 0x41", "CPU part\t: 0xd40"), "scalar");

        assertThat(processor.family()).isZero();
        assertThat(processor.line(1)).isEqualTo(
                System.getProperty("os.arch") + ", 1 thread, scalar, Java " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource({
        "AMD EPYC, 26, 2, 512-bit vectors, amd-epyc-zen5-512",
        "AMD EPYC 7763 64-Core Processor, 25, 1, 256-bit vectors, amd-epyc-zen3-256",
        "AMD EPYC 9354 32-Core Processor, 25, 17, 512-bit vectors, amd-epyc-zen4-512",
        "AMD Ryzen 9 3900X 12-Core Processor, 23, 113, 256-bit vectors, amd-ryzen-zen2-256",
        "Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz, 6, 143, 512-bit vectors, intel-xeon-512",
        "Intel(R) Xeon(R) Processor @ 2.90GHz, 6, 143, 512-bit vectors, intel-xeon-512",
        "Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz, 6, 142, 256-bit vectors, intel-core-256",
        "aarch64, 0, 0, 128-bit vectors, aarch64-128",
        "amd64, 0, 0, scalar, amd64-scalar"})
    void folderIsShortAndTheSameForModelsOfOneKind(String name, int family, int model, String vectors, String folder) {
        assertThat(new Processor(name, family, model, 0, vectors).folder()).isEqualTo(folder);
    }

    @Test
    void aResultGoesUnderItsProcessorInAFolderAndElseToTheFile(@TempDir Path folder) {
        Processor processor = new Processor("AMD EPYC", 26, 2, 1, "512-bit vectors");

        assertThat(folder.relativize(processor.resultFile(folder, "sweep", "md")).toString())
                .matches("amd-epyc-zen5-512.sweep-\\d{4}-\\d\\d-\\d\\d\\.md");
        assertThat(processor.resultFile(folder.resolve("mine.md"), "sweep", "md")).isEqualTo(folder.resolve("mine.md"));
    }
}
