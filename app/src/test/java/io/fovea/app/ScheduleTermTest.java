package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.CosineDecayRestarts;
import io.fovea.optimizers.ExponentialDecay;
import io.fovea.optimizers.LearningRate;
import io.fovea.optimizers.PolynomialDecay;

class ScheduleTermTest {
    private static LearningRate schedule(String text) {
        return ScheduleTerm.parse(text).of(0.5, 20, 10);
    }

    @Test
    void namesKerasSchedules() {
        assertThat(schedule("constant")).isEqualTo(LearningRate.constant(0.5));
        assertThat(schedule("cosine")).isEqualTo(new CosineDecay(0.5, 200));
        assertThat(schedule("cosine:0.1,warmup:1.5")).isEqualTo(new CosineDecay(0, 170, 0.1, Optional.of(0.5), 30));
        assertThat(schedule("linear:0.01")).isEqualTo(new PolynomialDecay(0.5, 200, 0.005, 1, false));
        assertThat(schedule("step:0.1:3")).isEqualTo(new ExponentialDecay(0.5, 60, 0.1, true));
        assertThat(schedule("exponential:0.9")).isEqualTo(new ExponentialDecay(0.5, 20, 0.9));
        assertThat(schedule("restarts:2")).isEqualTo(new CosineDecayRestarts(0.5, 40));
    }

    @Test
    void aWarmUpOfAConstantRate() {
        LearningRate rate = schedule("constant, warmup:1");
        assertThat(rate.at(0)).isZero();
        assertThat(rate.at(10)).isEqualTo(0.25);
        assertThat(rate.at(20)).isEqualTo(0.5);
        assertThat(rate.at(199)).isEqualTo(0.5);
    }

    /** Up to the learning rate, then down to almost nothing. */
    @Test
    void oneCycle() {
        LearningRate rate = schedule("onecycle:0.25");
        assertThat(rate.at(0)).isEqualTo(0.02);
        assertThat(rate.at(50)).isEqualTo(0.5);
        assertThat(rate.at(125)).isCloseTo(0.25, within(1e-5));
        assertThat(rate.at(200)).isCloseTo(2e-6, within(1e-12));
        assertThat(ScheduleTerm.parse("onecycle").of(1, 1, 1).at(0)).isEqualTo(0.04);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sine | knows no 'sine'; known are constant, cosine, linear, onecycle, step, exponential, restarts",
        "cosine:2 | cosine takes a part of the learning rate in [0, 1], but got 'cosine:2'",
        "constant:1 | constant has no number",
        "step:0.1 | step takes a factor above 0 and at most 1, and epochs, 1 or more",
        "step:0:3 | step takes a factor",
        "onecycle:1 | onecycle takes a part of the steps above 0 and below 1",
        "exponential | exponential takes a factor",
        "exponential:x | exponential takes a factor",
        "restarts:0 | restarts takes epochs, above 0",
        "cosine,warmup:0 | after the comma --schedule has a warm-up in epochs, as warmup:2",
        "cosine,2 | after the comma",
        "cosine,warmup:1,warmup:1 | after the comma",
        "step:0.1:3,warmup:1 | step has no warm-up; cosine and constant can have one"})
    void refusesWhatIsNoTerm(String text, String message) {
        assertThatThrownBy(() -> ScheduleTerm.parse(text)).isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAWarmUpOfTheWholeTraining() {
        assertThatThrownBy(() -> schedule("cosine,warmup:10")).isInstanceOf(UsageException.class)
                .hasMessage("the warm-up of --schedule cosine,warmup:10 is longer than the training of 10 epochs");
    }
}
