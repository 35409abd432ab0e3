package io.fovea.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.layers.Dense;

class LimitTest {
    private static final Limit.Machine MACHINE = new Limit.Machine(100e9, 10e9);

    @Test
    void manyProductsForEachNumberAreBoundByThePeak() {
        Limit limit = Limit.forward(1e9, 1_000_000, 200_000, 50_000);
        assertThat(limit.byMemory(MACHINE)).isFalse();
        assertThat(limit.seconds(MACHINE)).isCloseTo(2e9 / 100e9, within(1e-12));
    }

    @Test
    void fewProductsForEachNumberAreBoundByTheMemory() {
        Limit limit = Limit.forward(1e6, 1_000_000, 200_000, 50_000);
        assertThat(limit.byMemory(MACHINE)).isTrue();
        assertThat(limit.seconds(MACHINE)).isCloseTo(4 * 1_250_000 / 10e9, within(1e-12));
    }

    @Test
    void backwardTakesTwiceTheProductsAndWritesWeightsAndTheInputsGradient() {
        assertThat(Limit.backward(3, 5, 7, 11)).isEqualTo(new Limit(12, 4 * (2 * 5 + 2 * 7 + 11)));
    }

    @Test
    void workOfSomeMicrosecondsIsTooLittle() {
        assertThat(Limit.moving(49_000).isTooLittle(MACHINE)).isTrue();
        assertThat(Limit.moving(51_000).isTooLittle(MACHINE)).isFalse();
    }

    @Test
    void theBetterMeasurementOfAMachineCounts() {
        assertThat(MACHINE.orBetter(new Limit.Machine(90e9, 12e9))).isEqualTo(new Limit.Machine(100e9, 12e9));
    }

    @Test
    void aPassIsQuickFromAShareOfItsLimitOn() {
        Subject subject = new Subject(Dense.of(16), "dense to 16", 1, 16, 16, 256, 1);
        assertThat(new Pass(subject, "forward", 1e-3, OptionalDouble.empty(), new Limit(40e6, 1)).isQuick(MACHINE))
                .isTrue();
        assertThat(new Pass(subject, "forward", 1e-3, OptionalDouble.empty(), new Limit(39e6, 1)).isQuick(MACHINE))
                .isFalse();
        assertThat(new Pass(subject, "forward", 1e-3, OptionalDouble.empty(), new Limit(1, 5e6)).isQuick(MACHINE))
                .isTrue();
        assertThat(new Pass(subject, "forward", 1e-3, OptionalDouble.empty(), new Limit(1, 4.9e6)).isQuick(MACHINE))
                .isFalse();
    }

    @Test
    void theTableTellsHowMuchWearSlowsBackwardPassesDown() {
        Subject subject = new Subject(Dense.of(16), "dense to 16", 1, 16, 16, 256, 1);
        Limit limit = new Limit(40e6, 1);
        String table = Table.of(MACHINE, List.of(
                new Pass(subject, "forward", 1e-3, OptionalDouble.empty(), limit),
                new Pass(subject, "backward", 1e-3, OptionalDouble.of(2.5e-3), limit),
                new Pass(subject, "backward", 1e-3, OptionalDouble.of(1e-3), limit),
                new Pass(subject, "backward", 2e-3, OptionalDouble.of(2.2e-3), limit)));

        assertThat(table).contains("take 1.10 times as long as those of a new one (median of 3; highest 2.50)")
                .contains("| backward | 1000.0 | 2500.0 |").contains("| forward | 1000.0 |  |");
    }

    /** Counted by hand. */
    @ParameterizedTest
    @CsvSource({"1, 7, 1, 1, 1", "2, 3, 1, 1, 4", "4, 3, 1, 1, 10", "5, 3, 2, 1, 7", "6, 3, 2, 1, 8", "3, 3, 1, 2, 5",
        "7, 1, 2, 1, 4"})
    void onlyTapsInsideTheImageCount(int size, int kernel, int stride, int dilation, int taps) {
        assertThat(Subject.tapsInside(size, kernel, stride, dilation)).isEqualTo(taps);
    }

    @Test
    void otherFormsOfTheWeightsAreMadeForThePassThatReadsThem() {
        assertThat(Sweep.isBackward("subject reversed weights")).isTrue();
        assertThat(Sweep.isBackward("subject transformed reversed weights")).isTrue();
        assertThat(Sweep.isBackward("subject weight gradient")).isTrue();
        assertThat(Sweep.isBackward("update")).isTrue();
        assertThat(Sweep.isBackward("subject transformed weights")).isFalse();
        assertThat(Sweep.isBackward("subject")).isFalse();
        assertThat(Sweep.isBackward("before input gradient")).isFalse();
    }
}
