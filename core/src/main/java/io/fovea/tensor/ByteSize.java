package io.fovea.tensor;

import java.util.Locale;

/** Formats numbers of bytes. */
public final class ByteSize {
    private ByteSize() {}

    /** In the largest unit of which there is at least one, as in Keras's summary: {@code 4.04 MB}. */
    public static String format(long bytes) {
        if (bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.2f GB", bytes / 0x1p30);
        }
        if (bytes >= 1L << 20) {
            return String.format(Locale.ROOT, "%.2f MB", bytes / 0x1p20);
        }
        return bytes >= 1L << 10 ? String.format(Locale.ROOT, "%.2f KB", bytes / 0x1p10) : bytes + ".00 B";
    }
}
