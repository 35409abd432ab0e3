package io.fovea.ops.augmentation;

import io.fovea.ops.Layout;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** Copies images between the engine's memory and arrays, where they lie row-major without gaps. */
final class HeapImages {
    private HeapImages() {}

    /** Reads the image whose pixel [0][0] is at {@code inside}. */
    static void read(Layout layout, long inside, float[] into) {
        Value value = layout.value();
        int rowFloats = value.width() * value.channels();
        for (int r = 0; r < value.height(); r++) {
            long row = inside + r * layout.rowBytes();
            if (value.channels() == value.channelStride()) {
                Memory.copy(row, into, r * rowFloats, rowFloats);
            } else {
                for (int c = 0; c < value.width(); c++) {
                    Memory.copy(
                            row + c * layout.pixelBytes(), into, r * rowFloats + c * value.channels(),
                            value.channels());
                }
            }
        }
    }

    /** Writes the image whose pixel [0][0] is at {@code inside}, and zeros after each pixel's channels. */
    static void write(Layout layout, long inside, float[] from) {
        Value value = layout.value();
        int rowFloats = value.width() * value.channels();
        for (int r = 0; r < value.height(); r++) {
            long row = inside + r * layout.rowBytes();
            if (value.channels() == value.channelStride()) {
                Memory.copy(from, r * rowFloats, row, rowFloats);
            } else {
                for (int c = 0; c < value.width(); c++) {
                    Memory.copy(
                            from, r * rowFloats + c * value.channels(), row + c * layout.pixelBytes(),
                            value.channels());
                }
            }
        }
        layout.clearPadding(inside);
    }
}
