package io.fovea;

import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;

class FlopsTest {
    @Test
    void firstLayerNeedsNoGradientOfItsInput() {
        try (Model model = Sequential.of(
                Input.of(32, 32, 3), Conv2D.of(32, 3).padding(SAME), Conv2D.of(32, 3).padding(SAME), MaxPooling2D.of(2),
                Flatten.of(), Dense.of(128), Dense.of(10))) {
            long convolution1 = 2L * 32 * 32 * 27 * 32;
            long convolution2 = 2L * 32 * 32 * 288 * 32;
            long dense = 2L * (8192 * 128 + 1280);
            assertThat(Flops.of(model))
                    .isEqualTo(new Flops(convolution1 + convolution2 + dense,
                            2 * convolution1 + 3 * (convolution2 + dense)));
        }
    }
}
