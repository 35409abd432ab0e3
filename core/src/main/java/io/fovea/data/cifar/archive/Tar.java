package io.fovea.data.cifar.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.fovea.data.DataException;

/**
 * Reads a tar archive (POSIX ustar) file by file, as it streams by. Nothing is written to disk, and the names in it are only
 * compared, so an archive can't reach outside itself. Sizes are checked against a budget before anything is read.
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int LONGEST_PADDING = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];
    private long budget;
    private long left;
    private long padding;

    /**
     * @param in the archive, unpacked
     * @param budget how many bytes all its files may have together
     */
    Tar(InputStream in, long budget) {
        this.in = in;
        this.budget = budget;
    }

    /**
     * The next ordinary file; what is left of the one before is skipped.
     *
     * @throws DataException when the archive is damaged, or its files exceed the budget
     * @throws EOFException when it ends too early
     */
    Optional<ArchiveEntry> next() throws IOException {
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            int read = in.readNBytes(header, 0, BLOCK);
            if (read < BLOCK) {
                throw new EOFException("the archive ends too early");
            }
            if (header[0] == 0) {
                return Optional.empty();
            }
            checkHeader();
            left = octal(124, 12);
            padding = (BLOCK - left % BLOCK) % BLOCK;
            budget -= left;
            if (budget < 0) {
                throw new DataException("the archive is over-long: its files are larger than those of CIFAR-10");
            }
            if (header[156] == '0' || header[156] == 0) {
                return Optional.of(new ArchiveEntry(name(), left, new Content()));
            }
        }
    }

    /**
     * Reads what follows the last file: padding, and the checksum of the gzip around it.
     *
     * @throws DataException when there is more than padding
     */
    void end() throws IOException {
        int rest = in.readNBytes(LONGEST_PADDING).length;
        if (rest == LONGEST_PADDING) {
            throw new DataException("the archive is over-long: data follow its end");
        }
    }

    private String name() {
        int end = 0;
        while (end < 100 && header[end] != 0) {
            end++;
        }
        String path = new String(header, 0, end, StandardCharsets.ISO_8859_1);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void checkHeader() {
        long expected = octal(148, 8);
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != expected) {
            throw new DataException(
                    "the archive is damaged: the checksum of a file's header is " + sum + ", not " + expected);
        }
    }

    private long octal(int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            int c = header[i];
            if (c >= '0' && c <= '7') {
                value = value * 8 + c - '0';
            } else if (c != ' ' && c != 0) {
                throw new DataException("the archive is damaged: no octal number in a file's header");
            }
        }
        return value;
    }

    /** The current file's bytes, and no more. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count > 0) {
                left -= count;
            }
            return count;
        }
    }
}
