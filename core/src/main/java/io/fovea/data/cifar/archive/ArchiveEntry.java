package io.fovea.data.cifar.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import io.fovea.data.DataException;

/**
 * A file of an archive or a folder, about to be read.
 *
 * @param name without folders
 * @param size in bytes, as the archive or the file system says
 * @param bytes its content
 */
record ArchiveEntry(String name, long size, InputStream bytes) {
    /**
     * The whole content.
     *
     * @param limit the largest size that makes sense; a larger one is refused before any memory is taken
     * @throws DataException when the size exceeds the limit
     * @throws EOFException when the content is shorter than the size
     */
    byte[] all(long limit) throws IOException {
        if (size > limit) {
            throw new DataException(name + " has " + size + " bytes, more than the " + limit + " that it may have");
        }
        byte[] content = new byte[(int) size];
        fill(content, content.length);
        return content;
    }

    /**
     * The next {@code length} bytes, to the start of {@code into}.
     *
     * @throws EOFException when there are fewer
     */
    void fill(byte[] into, int length) throws IOException {
        if (bytes.readNBytes(into, 0, length) < length) {
            throw new EOFException(name + " ends too early");
        }
    }
}
