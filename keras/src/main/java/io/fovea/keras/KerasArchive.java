package io.fovea.keras;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
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

    private static final int BLOCK = 1 << 16;

    private final Arena memory = Arena.ofConfined();
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
        byte[] text = new byte[size(name, LARGEST_TEXT)];
        read(name, ByteBuffer.wrap(text));
        return JsonText.parse(name, text);
    }

    /** An entry that holds weights, outside of the heap until the archive is closed: they can be most of what memory there is. */
    ByteBuffer weights(String name) throws IOException {
        ByteBuffer bytes = memory.allocate(size(name, LARGEST_WEIGHTS)).asByteBuffer();
        read(name, bytes);
        return bytes.flip();
    }

    private ZipEntry entry(String name) throws KerasFileException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new KerasFileException("there is no " + name + " in it: it is no .keras file");
        }
        return entry;
    }

    /** The size that an entry claims, compared with what the file can hold. */
    private int size(String name, long largest) throws KerasFileException {
        ZipEntry entry = entry(name);
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
        return (int) size;
    }

    /** An entry whole, its size and checksum compared with what the archive says. */
    private void read(String name, ByteBuffer target) throws IOException {
        ZipEntry entry = entry(name);
        CRC32 sum = new CRC32();
        boolean ends;
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] block = new byte[BLOCK];
            for (int read = 0; read >= 0 && target.hasRemaining();) {
                read = in.read(block, 0, Math.min(BLOCK, target.remaining()));
                if (read > 0) {
                    target.put(block, 0, read);
                    sum.update(block, 0, read);
                }
            }
            ends = in.read() < 0;
        } catch (ZipException | EOFException e) {
            throw new KerasFileException(name + " is cut off or altered: it can't be unpacked", e);
        }
        if (target.hasRemaining() || !ends) {
            throw new KerasFileException(
                    name + " is cut off or altered: it claims " + target.limit() + " bytes, but has "
                            + (ends ? String.valueOf(target.position()) : "more"));
        }
        if (sum.getValue() != entry.getCrc()) {
            throw new KerasFileException(name + " is cut off or altered: its checksum is wrong");
        }
    }

    @Override
    public void close() throws IOException {
        memory.close();
        zip.close();
    }
}
