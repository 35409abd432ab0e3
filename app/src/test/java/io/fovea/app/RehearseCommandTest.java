package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearseCommandTest {
    @Test
    void doesWhatAStartDoesAndSaysNothing() {
        Typed typed = Typed.fovea("rehearse");

        assertThat(typed).isEqualTo(new Typed(0, "", ""));
    }

    @Test
    void isForTheLauncherAlone() {
        assertThat(Typed.fovea("--help").out()).contains("predict").doesNotContain("rehearse");
    }
}
