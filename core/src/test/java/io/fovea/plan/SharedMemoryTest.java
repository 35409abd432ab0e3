package io.fovea.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.fovea.runtime.Memory;

class SharedMemoryTest {
    @Test
    void oneNameIsOnePieceOfOneSize() {
        try (Memory memory = new Memory()) {
            SharedMemory shared = new SharedMemory(memory);
            long zeros = shared.of("zeros", 64);
            assertThat(shared.of("zeros", 64)).isEqualTo(zeros);
            assertThat(shared.of("other zeros", 64)).isNotEqualTo(zeros);
            // The larger piece would be read beyond its end.
            assertThatThrownBy(() -> shared.of("zeros", 128))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'zeros' has 64 bytes, but was asked for with 128");
        }
    }
}
