package io.fovea.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.fovea.files.AtomicFile;
import io.fovea.files.OneLine;
import io.fovea.files.StoredZip;

/**
 * Reads and writes {@code .npz}, NumPy's file format for several arrays, each with a name. A file is not trusted: what an array
 * claims is compared with the file's size before memory is allocated, and its checksum with what was read.
 *
 * <pre>{@code
 * try (Npz file = Npz.open(Path.of("arrays.npz"))) {
 *     NpyArray kernel = file.array("kernel");
 * }
 * }</pre>
 */
public final class Npz implements AutoCloseable {
    private static final String SUFFIX = ".npy";

    /** The most that a stream of zip's usual method can unpack to. */
    private static final long MOST_EXPANSION = 1100;

    /** Large arrays don't shrink to this part of them. */
    private static final long USUAL_EXPANSION = 100;
    private static final int LONGEST_SHOWN = 1000;
    private static final long LARGE = 64 << 20;

    private final Path file;
    private final ZipFile zip;
    private final long fileBytes;

    /** Makes something of an array. */
    @FunctionalInterface
    interface Use<T> {
        T with(NpyReader reader) throws IOException;
    }

    private Npz(Path file, ZipFile zip, long fileBytes) {
        this.file = file;
        this.zip = zip;
        this.fileBytes = fileBytes;
    }

    /**
     * Opens a file.
     *
     * @throws DataException when it is none, or two arrays in it have the same name
     */
    public static Npz open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        try {
            ZipFile zip = new ZipFile(file.toFile());
            long distinct = zip.stream().map(ZipEntry::getName).distinct().count();
            if (distinct != zip.size()) {
                zip.close();
                throw new DataException(file + " has two arrays of the same name; that is refused");
            }
            return new Npz(file, zip, Files.size(file));
        } catch (IOException | IllegalArgumentException e) {
            throw failure(file, e);
        }
    }

    private static DataException failure(Path file, Exception e) {
        // Names of entries that are no text make an IllegalArgumentException.
        return e instanceof ZipException || e instanceof EOFException || e instanceof IllegalArgumentException
                ? new DataException(file + " is no .npz, or is damaged: " + e.getMessage(), e)
                : new DataException(file + " can't be read: " + e.getMessage(), e);
    }

    /** The names of the arrays, in the order of the file. */
    public List<String> keys() {
        return zip.stream().map(e -> e.getName().replaceAll("\\.npy$", "")).toList();
    }

    /** Whether there is an array of a name. */
    public boolean has(String key) {
        return zip.getEntry(key + SUFFIX) != null;
    }

    /**
     * An array, its numbers as floats.
     *
     * @throws DataException when there is none of that name, or it is damaged
     */
    public NpyArray array(String key) {
        return read(key, reader -> new NpyArray(
                reader.header().shape(), reader.header().isBytes(), reader.floats()));
    }

    /**
     * The sizes of an array's dimensions, without reading its numbers.
     *
     * @throws DataException when there is none of that name, or it is damaged
     */
    public int[] shape(String key) {
        ZipEntry entry = entry(key);
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyReader.of(file + ": " + key, in, entry.getSize()).header().shape();
        } catch (IOException | IllegalArgumentException e) {
            throw failure(file, e);
        }
    }

    /** What {@code use} makes of an array, which it reads to the end. */
    <T> T read(String key, Use<T> use) {
        ZipEntry entry = entry(key);
        CRC32 sum = new CRC32();
        T result;
        try (InputStream in = new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), sum)) {
            result = use.with(NpyReader.of(file + ": " + key, in, entry.getSize()));
        } catch (IOException | IllegalArgumentException e) {
            throw failure(file, e);
        }
        if (sum.getValue() != entry.getCrc()) {
            throw new DataException(file + ": " + key + " is damaged: its checksum is wrong");
        }
        return result;
    }

    private ZipEntry entry(String key) {
        ZipEntry entry = Optional.ofNullable(zip.getEntry(key + SUFFIX)).orElseThrow(() -> new DataException(
                file + " has no '" + key + "'; it has " + names()));
        long size = entry.getSize();
        boolean isStored = entry.getMethod() == ZipEntry.STORED;
        if (entry.getCompressedSize() > fileBytes || isStored && size != entry.getCompressedSize()) {
            throw new DataException(file + ": " + key + " is damaged: it claims " + size + " bytes, stored in "
                    + entry.getCompressedSize() + ", in a file of " + fileBytes);
        }
        if (size < 0 || size > Math.max(1, entry.getCompressedSize()) * MOST_EXPANSION
                || size > Math.max(LARGE, fileBytes * USUAL_EXPANSION)) {
            throw new DataException(file + ": " + key + " would unpack to " + size + " bytes; that is refused");
        }
        return entry;
    }

    /** The names of the arrays, for messages. */
    String names() {
        TreeSet<String> keys = new TreeSet<>(keys());
        return keys.isEmpty() ? "nothing" : OneLine.of(String.join(", ", keys), LONGEST_SHOWN);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Writes float32 arrays, in the order of the map, uncompressed and with fixed dates: the same arrays make the same bytes. The
     * file appears whole or not at all.
     *
     * @throws IllegalArgumentException when the numbers of an array aren't as many as its shape says
     */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        AtomicFile.write(file, out -> {
            StoredZip zip = new StoredZip(out);
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                zip.add(array.getKey() + SUFFIX, bytes(array.getValue()));
            }
            zip.finish();
        });
    }

    private static byte[] bytes(NpyArray array) {
        Npy.checkCount(array.shape(), array.values().length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Npy.header("<f4", array.shape()));
        ByteBuffer numbers = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, array.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(array.values());
        out.writeBytes(numbers.array());
        return out.toByteArray();
    }
}
