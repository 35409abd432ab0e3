package io.fovea.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a zip whose entries are uncompressed and have the same date: the same contents make the same bytes. */
public final class StoredZip {
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    /** @param out gets the zip; it stays open */
    public StoredZip(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    /** Writes one more entry. */
    public void add(String name, byte[] bytes) throws IOException {
        add(name, bytes.length, out -> out.write(bytes));
    }

    /**
     * Writes one more entry, which needs not be in memory as a whole.
     *
     * @param size how many bytes {@code content} writes
     * @param content writes the same each time: it is asked twice, since its checksum comes before it
     */
    public void add(String name, long size, AtomicFile.Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        content.write(new CheckedOutputStream(OutputStream.nullOutputStream(), sum));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        content.write(zip);
        zip.closeEntry();
    }

    /** Writes the table of contents, which ends the zip. */
    public void finish() throws IOException {
        zip.finish();
    }
}
