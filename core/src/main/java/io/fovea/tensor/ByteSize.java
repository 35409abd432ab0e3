package io.fovea.tensor;

import java.util.Locale;

/** Numbers of bytes as people read them. */
public final class ByteSize {
    private ByteSize() {}

    /** A size in the largest unit that it fills, as Keras writes it: {@code 4.04 MB}. */
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
