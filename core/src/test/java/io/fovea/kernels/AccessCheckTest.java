package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.fovea.plan.Plan;
import io.fovea.runtime.Memory;

/** With assertions, as in all tests, a kernel that is called with an address outside of the buffers is not run. */
class AccessCheckTest {
    private static final int ROWS = 4;
    private static final int LANES = 8;
    private static final long ROW = 4L * LANES;

    private final Memory memory = new Memory();
    private final AccessCheck check = new AccessCheck();
    private final Kernels kernels = check.of(Kernels.scalar(LANES));
    private final long x = memory.allocate(ROWS * ROW);
    private final long y = memory.allocate(ROWS * ROW);

    AccessCheckTest() {
        check.ranges(memory.ranges());
    }

    @Test
    void plansCheckInTests() {
        assertThat(Plan.class.desiredAssertionStatus()).isTrue();
    }

    @Test
    void whatIsInsideRuns() {
        assertThatCode(() -> kernels.elementwise().scale(ROWS, LANES, 2, 1, x, ROW, y, ROW)).doesNotThrowAnyException();
        assertThat(Memory.get(y)).isEqualTo(1);
    }

    @Test
    void oneRowOutsideIsFound() {
        assertThatThrownBy(() -> kernels.elementwise().scale(ROWS, LANES, 2, 1, x, ROW, y + ROW, ROW))
                .isInstanceOf(AssertionError.class).hasMessageContaining("scale: y writes bytes");
        assertThatThrownBy(() -> kernels.elementwise().scale(ROWS + 1, LANES, 2, 1, x, ROW, y, ROW))
                .hasMessageContaining("scale: y writes bytes");
        assertThatThrownBy(() -> kernels.elementwise().scale(ROWS, LANES, 2, 1, x - ROW, ROW, y, ROW))
                .hasMessageContaining("scale: x reads bytes");
        assertThat(Memory.get(y)).isZero();
    }

    @Test
    void tapsCountAsWell() {
        MatrixKernel matrix = kernels.matrix();
        long zeros = memory.allocate(ROW);
        check.ranges(memory.ranges());
        assertThatCode(() -> matrix.multiply(2, 1, x, 2, 1, ROW, 4, ROW, x, ROW, ROW, y, ROW, zeros, 0))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> matrix.multiply(2, 1, x, 9, 1, ROW, 4, ROW, x, 0, ROW, y, ROW, zeros, 0))
                .hasMessageContaining("multiply: A reads bytes");
        assertThatThrownBy(() -> matrix.multiply(2, 1, x, 2, 1, -ROW, 4, ROW, x, ROW, ROW, y, ROW, zeros, 0))
                .hasMessageContaining("multiply: A reads bytes");
    }

    /** A part of a block is a buffer only where it was said to be one. */
    @Test
    void reservedMemoryIsNoBuffer() {
        long reserved = memory.reserve(4 * ROW);
        memory.addBuffer(reserved + ROW, ROW);
        check.ranges(memory.ranges());
        assertThatCode(() -> kernels.elementwise().scale(1, LANES, 2, 1, x, ROW, reserved + ROW, ROW))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> kernels.elementwise().scale(1, LANES, 2, 1, x, ROW, reserved + 2 * ROW, ROW))
                .isInstanceOf(AssertionError.class);
    }
}
