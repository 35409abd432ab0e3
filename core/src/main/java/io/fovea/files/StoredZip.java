package io.fovea.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
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
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Writes the table of contents, which ends the zip. */
    public void finish() throws IOException {
        zip.finish();
    }
}
