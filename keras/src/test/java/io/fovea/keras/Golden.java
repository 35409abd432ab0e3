package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparison with golden numbers. */
final class Golden {
    private Golden() {}

    /** @param part largest difference as a part of the largest golden magnitude */
    static void assertClose(String what, float[] values, float[] golden, double part) {
        assertThat(values).as(what).hasSameSizeAs(golden);
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < golden.length; i++) {
            scale = Math.max(scale, Math.abs(golden[i]));
            difference = Math.max(difference, Math.abs((double) values[i] - golden[i]));
            assertThat(values[i]).as(what).isNotNaN();
        }
        assertThat(difference).as("%s: difference at a scale of %s", what, scale).isLessThanOrEqualTo(part * scale);
    }
}
