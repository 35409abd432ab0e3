package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;

import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void blocksAreAlignedZeroedAndApart() {
        try (Memory memory = new Memory()) {
            long end = 0;
            long total = 0;
            for (long size : new long[]{0, 1, 4, 63, 64, 65, 1000, 1 << 20}) {
                long at = memory.allocate(size);
                assertThat(at % 64).as("address of %d bytes", size).isZero();
                assertThat(at & Memory.MASK).as("masked address").isEqualTo(at);
                for (long k = 0; k < size; k++) {
                    assertThat(Memory.ALL.get(ValueLayout.JAVA_BYTE, at + k) == 0).isTrue();
                    Memory.ALL.set(ValueLayout.JAVA_BYTE, at + k, (byte) 7);
                }
                total += size;
                assertThat(memory.bytes()).isGreaterThanOrEqualTo(total);
                end = at;
            }
            assertThat(end).isNotZero();
        }
    }

    /** A vector kernel may read a line past a row's end, so there is one. */
    @Test
    void thereIsALineBehindEachBlock() {
        try (Memory memory = new Memory()) {
            long before = memory.bytes();
            memory.allocate(64);
            assertThat(memory.bytes() - before).isGreaterThanOrEqualTo(128);
        }
    }

    @Test
    void copiesArraysBothWays() {
        try (Memory memory = new Memory()) {
            long at = memory.allocate(20);
            Memory.copy(new float[]{9, 1, 2, 3, 9}, 1, at + 4, 3);
            float[] back = new float[6];
            Memory.copy(at, back, 1, 5);
            assertThat(back).containsExactly(0, 0, 1, 2, 3, 0);
        }
    }

    @Test
    void copiesAndClearsBlocks() {
        try (Memory memory = new Memory()) {
            long from = memory.allocate(16);
            long to = memory.allocate(16);
            Memory.copy(new float[]{1, 2, 3, 4}, 0, from, 4);
            Memory.copy(from + 4, to, 8);
            Memory.clear(from + 4, 8);
            float[] found = new float[8];
            Memory.copy(from, found, 0, 4);
            Memory.copy(to, found, 4, 4);
            assertThat(found).containsExactly(1, 0, 0, 4, 2, 3, 0, 0);
        }
    }

    @Test
    void floatsNeedNoAlignment() {
        try (Memory memory = new Memory()) {
            long at = memory.allocate(16);
            Memory.set(at + 3, -1.5f);
            assertThat(Memory.get(at + 3)).isEqualTo(-1.5f);
        }
    }

    @Test
    void countsWithoutAllocating() {
        try (Memory memory = new Memory(); Memory counting = Memory.counting()) {
            for (long size : new long[]{0, 1, 64, 1000}) {
                memory.allocate(size);
                assertThat(counting.allocate(size) % 64).isZero();
                assertThat(counting.bytes()).isEqualTo(memory.bytes());
            }
            counting.allocate(1L << 60);
            assertThat(counting.bytes()).isGreaterThan(1L << 60);
            assertThat(counting.isCounting()).isTrue();
            assertThat(memory.isCounting()).isFalse();
        }
    }
}
