package io.fovea.ops.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
    /** By trying every pair of an output and a tap. */
    @ParameterizedTest
    @CsvSource({"1, 1, 7, 1, 1, 3", "2, 2, 3, 1, 1, 1", "4, 2, 5, 2, 1, 1", "5, 3, 3, 2, 1, 1", "3, 3, 3, 1, 2, 2",
        "9, 3, 3, 3, 1, 0", "6, 2, 3, 3, 1, 0", "3, 3, 7, 1, 3, 9", "7, 4, 1, 2, 1, 0"})
    void tapsInside(int size, int outputs, int kernel, int stride, int dilation, int pad) {
        Reach reach = new Reach(new Axis(size, outputs, kernel, stride, dilation, pad));
        int pairs = 0;
        int taps = 0;
        for (int tap = 0; tap < kernel; tap++) {
            int before = pairs;
            for (int output = 0; output < outputs; output++) {
                int pixel = output * stride + tap * dilation - pad;
                boolean inside = pixel >= 0 && pixel < size;
                assertThat(reach.pixel(output, tap)).isEqualTo(pixel);
                assertThat(output >= reach.first(tap) && output < reach.end(tap))
                        .as("output %d, tap %d", output, tap).isEqualTo(inside);
                pairs += inside ? 1 : 0;
            }
            taps += pairs > before ? 1 : 0;
            assertThat(reach.first(tap)).isBetween(0, reach.end(tap));
        }
        assertThat(reach.pairs()).isEqualTo(pairs);
        assertThat(reach.taps()).isEqualTo(taps);
    }
}
