package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordClassesCommandTest {
    @Test
    void doesWhatAStartDoesAndSaysNothing() {
        CommandResult typed = CommandResult.fovea("record-classes");

        assertThat(typed).isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void isForTheLauncherAlone() {
        assertThat(CommandResult.fovea("--help").out()).contains("predict").doesNotContain("record-classes");
    }
}
