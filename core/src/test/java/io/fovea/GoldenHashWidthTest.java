package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.kernels.Kernels;

/**
 * The same seed, data and version give the same bits: with any number of threads, at any vector width, with vectors or plain
 * loops, on any processor. {@code tools/arm/run.sh} checks the same hashes on ARM.
 */
class GoldenHashWidthTest {
    static List<GoldenTrainings.Case> cases() {
        return GoldenTrainings.ALL;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void training(GoldenTrainings.Case c) {
        check(c, Kernels.vector(), 1);
        check(c, Kernels.vector(), 3);
        int lanes = Kernels.vector().lanes();
        check(c, Kernels.scalar(lanes), lanes == 4 ? 3 : 1);
    }

    private static void check(GoldenTrainings.Case c, Kernels kernels, int threads) {
        assertThat(GoldenTrainings.hash(c, kernels, threads))
                .as("""
                        SHA-256 of the training "%s" with %s kernels, %d lanes, %d threads. Weights, states or history \
                        changed. If only some kernels, widths or numbers of threads fail, the order of a sum or a choice \
                        depends on them: find out which. If all fail and the change of the arithmetic is intended, run \
                        GoldenTrainings.main on two machines, copy the hashes that it prints, and say in CHANGELOG that \
                        trainings give other bits than before""",
                        c.name(), kernels.name(), kernels.lanes(), threads)
                .isEqualTo(c.hash());
    }
}
