package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.optimizers.LearningRate;

class ScheduleCatalogTest {
    static List<Catalog.Case> cases() {
        return Catalog.cases("schedules");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasKerasRates(Catalog.Case c) throws KerasFileException {
        LearningRate schedule = ScheduleFormats.read(c.object("schedule"));
        float[] rates = c.values("rate");
        float[] own = new float[rates.length];
        for (int step = 0; step < own.length; step++) {
            own[step] = (float) schedule.at(step);
        }
        Golden.assertClose(c.toString(), own, rates, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    @SuppressWarnings("unchecked")
    void isWrittenAndReadAgain(Catalog.Case c) throws KerasFileException {
        LearningRate schedule = ScheduleFormats.read(c.object("schedule"));
        Json written = WrittenObject.of((Map<String, Object>) ScheduleFormats.write(schedule));
        assertThat(ScheduleFormats.read(written)).isEqualTo(schedule);
    }
}
