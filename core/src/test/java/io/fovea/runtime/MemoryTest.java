package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Memory memory = new Memory();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void blocksAreAlignedZeroedAndApart() {
        long previousEnd = 0;
        for (int size : new int[]{0, 1, 63, 64, 65, 1000}) {
            long address = memory.allocate(size);
            assertThat(address % 64).isZero();
            assertThat(address).isEqualTo(address & Memory.MASK);
            for (int i = 0; i < size / 4; i++) {
                assertThat(Memory.get(address + 4L * i)).isZero();
                Memory.set(address + 4L * i, 1);
            }
            assertThat(address).isNotEqualTo(previousEnd);
            previousEnd = address;
        }
    }

    @Test
    void bytesAreCountedWithTheirPadding() {
        memory.allocate(100);
        assertThat(memory.bytes()).isBetween(100L, 100L + 128);
    }

    @Test
    void floatsGoInAndOut() {
        long a = memory.allocate(40);
        long b = memory.allocate(40);
        Memory.copy(new float[]{9, 1, 2, 3}, 1, a, 3);
        Memory.copy(a, b + 4, 12);
        float[] back = new float[5];
        Memory.copy(b, back, 1, 4);
        assertThat(back).containsExactly(0, 0, 1, 2, 3);
        Memory.clear(b + 8, 4);
        assertThat(Memory.get(b + 8)).isZero();
        assertThat(Memory.get(b + 4)).isEqualTo(1);
        assertThat(Memory.get(b + 12)).isEqualTo(3);
    }
}
