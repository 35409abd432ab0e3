package io.fovea.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

class LayoutTest {
    private static final int HEIGHT = 3;
    private static final int WIDTH = 2;
    private static final int CHANNELS = 2;
    private static final Halo HALO = new Halo(1, 2, 3, 4);

    private final Memory memory = new Memory();
    private final Layout layout = new Layout(Value.padded("x", HEIGHT, WIDTH, CHANNELS, 4), HALO);

    @AfterEach
    void free() {
        memory.close();
    }

    /** Memory full of ones, with a float more on either side. */
    private long block() {
        return block(layout);
    }

    private long block(Layout layout) {
        long start = memory.allocate(layout.bytes() + 8);
        for (long at = 0; at < layout.bytes() + 8; at += 4) {
            Memory.set(start + at, 1);
        }
        return start + 4;
    }

    @Test
    void sizes() {
        assertThat(layout.pixelBytes()).isEqualTo(16);
        assertThat(layout.rowBytes()).isEqualTo((3 + WIDTH + 4) * 16);
        assertThat(layout.origin()).isEqualTo(layout.rowBytes() + 3 * 16);
        assertThat(layout.bytes()).isEqualTo((1 + HEIGHT + 2) * layout.rowBytes());
        assertThat(layout.halo()).isEqualTo(HALO);
        assertThat(layout.hasHalo()).isTrue();
        assertThat(new Layout(layout.value(), Halo.NONE).hasHalo()).isFalse();
    }

    /** All of the halo becomes zero, and nothing of the inside or outside of the block. */
    @Test
    void clearsTheHaloAndNothingElse() {
        long start = block();
        layout.clearHalo(start);
        for (int r = 0; r < 1 + HEIGHT + 2; r++) {
            for (int c = 0; c < 3 + WIDTH + 4; c++) {
                boolean inside = r >= 1 && r < 1 + HEIGHT && c >= 3 && c < 3 + WIDTH;
                for (int k = 0; k < 4; k++) {
                    assertThat(Memory.get(start + r * layout.rowBytes() + 16L * c + 4L * k))
                            .as("row %d, column %d, channel %d", r, c, k).isEqualTo(inside ? 1 : 0);
                }
            }
        }
        assertThat(Memory.get(start - 4)).isEqualTo(1);
        assertThat(Memory.get(start + layout.bytes())).isEqualTo(1);
    }

    /** Without a halo below there is nothing behind the last row's right side. */
    @Test
    void clearsNothingBehindTheLastRow() {
        Layout sides = new Layout(layout.value(), new Halo(0, 0, 1, 1));
        long start = block(sides);
        sides.clearHalo(start);
        assertThat(Memory.get(start + sides.bytes() - 4)).isZero();
        assertThat(Memory.get(start + sides.bytes())).isEqualTo(1);
    }

    @Test
    void clearsThePaddingOfTheRowsAskedFor() {
        long inside = block() + layout.origin();
        layout.clearPadding(inside, 1, 2);
        for (int r = 0; r < HEIGHT; r++) {
            for (int c = -1; c <= WIDTH; c++) {
                for (int k = 0; k < 4; k++) {
                    boolean padding = r == 1 && c >= 0 && c < WIDTH && k >= CHANNELS;
                    assertThat(Memory.get(inside + r * layout.rowBytes() + 16L * c + 4L * k))
                            .as("row %d, column %d, channel %d", r, c, k).isEqualTo(padding ? 0 : 1);
                }
            }
        }
        layout.clearPadding(inside);
        for (int r = 0; r < HEIGHT; r++) {
            assertThat(Memory.get(inside + r * layout.rowBytes() + 4)).isEqualTo(1);
            assertThat(Memory.get(inside + r * layout.rowBytes() + 8)).isZero();
            assertThat(Memory.get(inside + r * layout.rowBytes() + 12)).isZero();
        }
    }

    @Test
    void haloHoldsBothOfAUnion() {
        Halo other = new Halo(2, 1, 4, 3);
        assertThat(HALO.union(other)).isEqualTo(new Halo(2, 2, 4, 4));
        assertThat(HALO.covers(other)).isFalse();
        assertThat(HALO.covers(new Halo(1, 2, 3, 4))).isTrue();
        assertThat(HALO.covers(Halo.NONE)).isTrue();
    }

    /** The vector length changes the stride, but not what choices and random numbers count with. */
    @Test
    void nominalSizesDoNotDependOnTheVectorLength() {
        Value packed = new Value("x", 2, 3, 5, 5);
        assertThat(packed.nominalStride()).isEqualTo(5);
        assertThat(packed.fillsVectors()).isFalse();
        for (int lanes : new int[]{4, 8, 16}) {
            assertThat(Value.padded("x", 2, 3, 5, lanes).nominalStride()).isEqualTo(16);
            assertThat(Value.padded("x", 2, 3, 1, lanes).nominalStride()).isEqualTo(16);
            assertThat(Value.padded("x", 2, 3, 16, lanes).nominalStride()).isEqualTo(16);
            assertThat(Value.padded("x", 2, 3, 17, lanes).nominalStride()).isEqualTo(32);
            assertThat(Value.padded("x", 2, 3, 32, lanes).nominalStride()).isEqualTo(32);
            assertThat(Value.padded("x", 2, 3, 16, lanes).channelStride()).isEqualTo(16);
            assertThat(Value.padded("x", 2, 3, 5, lanes).fillsVectors()).isTrue();
            assertThat(Value.padded("x", 2, 3, 5, lanes).like("y").nominalStride()).isEqualTo(16);
        }
        assertThat(Value.padded("x", 2, 3, 5, 4).channelStride()).isEqualTo(8);
        assertThat(packed.size()).isEqualTo(30);
        assertThat(packed.like("y")).hasToString("y [2, 3, 5]");
        assertThat(packed.like("y").name()).isEqualTo("y");
    }
}
