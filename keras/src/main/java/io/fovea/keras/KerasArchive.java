package io.fovea.keras;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import tools.jackson.databind.JsonNode;

/**
 * The entries of a {@code .keras} file, which is not trusted: a name that occurs twice or leads out of the archive refuses the
 * whole file, and what an entry claims to be is compared with what the file can hold before anything is allocated for it.
 */
final class KerasArchive implements AutoCloseable {
    private static final long LARGEST_TEXT = 16 << 20;

    /** The largest file of weights that is written and read: all of it is in one array. */
    static final long LARGEST_WEIGHTS = 1L << 30;

    /** Keras stores its entries as they are. Compressed weights may be smaller, but hardly by more than this factor. */
    private static final long MOST_EXPANSION = 100;

    private final ZipFile zip;
    private final long fileBytes;

    private KerasArchive(ZipFile zip, long fileBytes) {
        this.zip = zip;
        this.fileBytes = fileBytes;
    }

    /**
     * Opens a file and checks the names of its entries.
     *
     * @throws KerasFileException when it is no archive, or has names that it must not have
     */
    static KerasArchive open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new KerasFileException("it is no file");
        }
        ZipFile zip = new ZipFile(file.toFile());
        try {
            checkNames(zip);
            return new KerasArchive(zip, Files.size(file));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static void checkNames(ZipFile zip) throws KerasFileException {
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : (Iterable<ZipEntry>) () -> zip.stream().map(e -> (ZipEntry) e).iterator()) {
            String name = entry.getName();
            if (!names.add(name)) {
                throw new KerasFileException(
                        "the entry '" + name
                                + "' is in it twice, so that readers would see different models: it is refused");
            }
            boolean leavesFolder = name.startsWith("/") || name.contains("\\") || name.matches("(?s)[A-Za-z]:.*")
                    || List.of(name.split("/", -1)).contains("..");
            if (leavesFolder || name.indexOf('\0') >= 0) {
                throw new KerasFileException(
                        "the entry '" + name + "' has a name that leads out of the archive: it is refused");
            }
        }
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** An entry that holds JSON. */
    JsonNode json(String name) throws IOException {
        return JsonText.parse(name, entry(name, LARGEST_TEXT));
    }

    /** An entry that holds weights. */
    byte[] weights(String name) throws IOException {
        return entry(name, LARGEST_WEIGHTS);
    }

    /** An entry whole, its size and checksum compared with what the archive says. */
    private byte[] entry(String name, long largest) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new KerasFileException("there is no " + name + " in it: it is no .keras file");
        }
        long size = entry.getSize();
        if (size < 0 || size > largest) {
            throw new KerasFileException(name + " has " + size + " bytes; allowed are " + largest);
        }
        boolean isStored = entry.getMethod() == ZipEntry.STORED;
        if (entry.getCompressedSize() > fileBytes || isStored && size != entry.getCompressedSize()) {
            throw new KerasFileException(
                    name + " is cut off or altered: it claims " + size + " bytes, stored in "
                            + entry.getCompressedSize()
                            + ", in a file of " + fileBytes);
        }
        if (size > Math.max(1 << 20, fileBytes * MOST_EXPANSION)) {
            throw new KerasFileException(
                    name + " would unpack to " + size + " bytes, more than " + MOST_EXPANSION + " times the file's "
                            + fileBytes + "; that is refused");
        }
        byte[] bytes;
        boolean ends;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes((int) size);
            ends = in.read() < 0;
        } catch (ZipException | EOFException e) {
            throw new KerasFileException(name + " is cut off or altered: it can't be unpacked", e);
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (bytes.length != size || !ends) {
            throw new KerasFileException(
                    name + " is cut off or altered: it claims " + size + " bytes, but has "
                            + (ends ? String.valueOf(bytes.length) : "more"));
        }
        if (sum.getValue() != entry.getCrc()) {
            throw new KerasFileException(name + " is cut off or altered: its checksum is wrong");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
