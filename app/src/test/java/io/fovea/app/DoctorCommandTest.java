package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.fovea.benchmark.KernelSelfTest;

class DoctorCommandTest {
    @Test
    void looksAtWhatMatters() {
        CommandResult typed = CommandResult.fovea("doctor");

        assertThat(typed.out()).contains("Java 25", "Vector API", "GFLOP/s", "processors", "heap",
                "data are cached in");
        assertThat(typed.code()).isEqualTo(typed.out().contains("wrong") ? 1 : 0);
    }

    @Test
    void theKernelsAgreeWithTheirTwins() {
        assertThat(KernelSelfTest.run().difference()).isLessThan(KernelSelfTest.TOLERANCE);
    }
}
