package io.fovea.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
    private static final long MB = 1 << 20;

    private static MemoryEstimate need(int batch) {
        return new MemoryEstimate(10 * MB, 2 * MB + batch * MB, 5 * MB, 0);
    }

    @Test
    void whatFitsIsStated() {
        MemoryEstimate need = MemoryEstimate.check(83, MemoryEstimateTest::need, 100 * MB);

        assertThat(need.total()).isEqualTo(100 * MB);
    }

    @Test
    void tooMuchIsRefusedWithTheLargestBatchThatFits() {
        assertThatThrownBy(() -> MemoryEstimate.check(2000, MemoryEstimateTest::need, 100 * MB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a training with batches of 2000 needs 1.97 GB of memory (10.00 MB weights and optimizer, "
                        + "1.96 GB a step, 5.00 MB the evaluation), but the machine has 100.00 MB beside Java's heap; "
                        + "the largest batch that fits is 83");
    }

    @Test
    void saysWhenNoBatchFits() {
        assertThatThrownBy(() -> MemoryEstimate.check(2, MemoryEstimateTest::need, 17 * MB))
                .hasMessageContaining("not even a batch of 1 fits");
    }

    @Test
    void theMachineHasRoom() {
        long machine = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        assertThat(MemoryEstimate.room()).isBetween(100 * MB, machine - 1);
    }
}
