package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.fovea.tensor.Shape;

class ByteSamplesTest {
    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void everyByteIsDividedInFloat32() {
        float[] values = new float[256];
        ByteSamples.scaled(everyByte(), Shape.of(256)).read(0, values, 0);
        for (int i = 0; i < 256; i++) {
            assertThat(values[i]).isEqualTo(i / 255f);
        }
    }

    @Test
    void unscaledBytesStayNumbersTo255() {
        float[] values = new float[256];
        ByteSamples.scaled(everyByte(), Shape.of(256)).unscaled().read(0, values, 0);
        for (int i = 0; i < 256; i++) {
            assertThat(values[i]).isEqualTo(i);
        }
    }

    @Test
    void aSampleIsReadToItsPlaceAndNothingElseIsTouched() {
        ByteSamples samples = ByteSamples.scaled(new byte[]{0, 1, 2, (byte) 255, 51, 102}, Shape.of(1, 3, 1));
        float[] values = {9, 9, 9, 9, 9};
        samples.read(1, values, 1);
        assertThat(values).containsExactly(9, 1, 0.2f, 0.4f, 9);
        assertThat(samples.bytes(1)).containsExactly(255, 51, 102);
        assertThat(samples.size()).isEqualTo(2);
    }

    @Test
    void samplesAndPlacesThatAreNotThereAreRefused() {
        ByteSamples samples = ByteSamples.scaled(new byte[6], Shape.of(3));
        assertThatThrownBy(() -> samples.read(2, new float[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> samples.read(-1, new float[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> samples.read(0, new float[3], 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> samples.bytes(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ByteSamples.scaled(new byte[7], Shape.of(3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7 bytes");
    }
}
