package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import io.fovea.data.DataException;

/**
 * Reads the files of a {@code .tar.gz} one after another, whole into memory. Only what is asked for is read, and only up to a
 * size that is known beforehand.
 */
final class Tar {
    private static final int BLOCK = 512;

    private Tar() {}

    /** Takes a file. */
    interface Visitor {
        /** How many bytes a file may have; 0: it is passed over. */
        int limit(String name);

        /** Takes a file that was asked for. */
        void file(String name, byte[] content);
    }

    static void read(String archive, InputStream in, Visitor visitor) throws IOException {
        try (InputStream tar = new GZIPInputStream(in, 1 << 16)) {
            byte[] header = new byte[BLOCK];
            while (readHeader(archive, tar, header)) {
                String name = name(header);
                long size = size(archive, header);
                int limit = header[156] == '0' || header[156] == 0 ? visitor.limit(name) : 0;
                if (limit == 0) {
                    tar.skipNBytes(size);
                } else if (size > limit) {
                    throw new DataException(
                            archive + ": " + name + " has " + size + " bytes, more than the " + limit
                                    + " it should have");
                } else {
                    visitor.file(name, tar.readNBytes((int) size));
                }
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
    }

    /** Whether there is one more file. */
    private static boolean readHeader(String archive, InputStream tar, byte[] header) throws IOException {
        int read = tar.readNBytes(header, 0, BLOCK);
        if (read == 0) {
            return false;
        }
        if (read < BLOCK) {
            throw new DataException(archive + " is cut off: it ends within a header");
        }
        for (byte b : header) {
            if (b != 0) {
                checkSum(archive, header);
                return true;
            }
        }
        return false;
    }

    private static void checkSum(String archive, byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (octal(archive, header, 148, 8) != sum) {
            throw new DataException(archive + " is damaged: a header's check sum is wrong");
        }
    }

    private static String name(byte[] header) {
        int end = 0;
        while (end < 100 && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static long size(String archive, byte[] header) {
        return octal(archive, header, 124, 12);
    }

    private static long octal(String archive, byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.ISO_8859_1).replace("\0", "").strip();
        if (!text.matches("[0-7]{1,11}")) {
            throw new DataException(archive + " is damaged: '" + text + "' is no number of a header");
        }
        return Long.parseLong(text, 8);
    }
}
