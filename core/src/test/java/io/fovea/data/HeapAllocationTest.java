package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapAllocationTest {
    @Test
    void whatDoesNotFitIsRefusedInWords() {
        assertThatThrownBy(() -> HeapAllocation.room("huge.npy", 5L << 30, () -> {
            throw new OutOfMemoryError("Java heap space");
        })).isInstanceOf(DataException.class)
                .hasMessageStartingWith("huge.npy: this needs 5120 MiB").hasMessageContaining("-Xmx");
    }

    @Test
    void whatFitsIsAllocated() {
        assertThat(HeapAllocation.floats("a", 3)).containsExactly(0, 0, 0);
        assertThat(HeapAllocation.bytes("a", 2)).containsExactly(0, 0);
    }
}
