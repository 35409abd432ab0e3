package io.fovea.keras;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a weights file that is not trusted: the part of HDF5 that Keras and {@link Hdf5Writer} write. All groups and the place of
 * all numbers are checked first, so that what is asked for later can only have another shape or type than expected. Links,
 * which could form cycles or lead to other files, chunks and filters, which could unpack to any size, are refused.
 */
final class Hdf5Reader implements StoredArrays {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int DEEPEST = 64;

    private final String name;
    private final Hdf5Bytes bytes;
    private final Map<String, Hdf5Numbers> arrays = new LinkedHashMap<>();
    private final Set<String> groups = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();

    private Hdf5Reader(String name, ByteBuffer content) {
        this.name = name;
        bytes = new Hdf5Bytes(name, content);
    }

    /**
     * Checks a file.
     *
     * @param name of the file, for messages
     * @throws KerasFileException when it is damaged or has something that is refused; the message says where
     */
    static Hdf5Reader of(String name, ByteBuffer content) throws KerasFileException {
        Hdf5Reader reader = new Hdf5Reader(name, content);
        if (content.limit() < SIGNATURE.length || !content.slice(0, 8).equals(ByteBuffer.wrap(SIGNATURE))) {
            throw new KerasFileException(name + " is no HDF5 file: it does not begin as one");
        }
        reader.walk("", root(reader.bytes));
        return reader;
    }

    /**
     * The address of the root group.
     *
     * @throws KerasFileException when the file is cut off, or of another kind
     */
    static long root(Hdf5Bytes bytes) throws KerasFileException {
        int version = bytes.u8(8);
        if (version > 3) {
            throw bytes.damaged("it has the version " + version + "; 0 to 3 are known");
        }
        boolean old = version < 2;
        int sizes = old ? 13 : 9;
        if (bytes.u8(sizes) != 8 || bytes.u8(sizes + 1) != 8) {
            throw bytes.unsupported("addresses of other than 8 bytes");
        }
        int addresses = version == 0 ? 24 : version == 1 ? 28 : 12;
        if (bytes.i64(addresses) != 0) {
            throw bytes.unsupported("addresses that don't begin at 0");
        }
        long end = bytes.i64(addresses + 16);
        if (end < 0 || end > bytes.length()) {
            throw bytes.damaged(
                    "it should have " + Long.toUnsignedString(end) + " bytes, but has " + bytes.length()
                            + ": it is cut off");
        }
        return bytes.i64(addresses + (old ? 40 : 24));
    }

    private void walk(String path, long address) throws KerasFileException {
        bytes.at(path);
        if (!seen.add(address)) {
            throw bytes.damaged("it is a second link to something that is elsewhere in the file");
        }
        Hdf5Header header = Hdf5Header.read(bytes, address);
        Optional<Map<String, Long>> entries = Hdf5Links.of(bytes, header);
        if (entries.isEmpty()) {
            if (header.one(Hdf5Header.LAYOUT).isPresent()) {
                arrays.put(path, Hdf5Numbers.read(bytes, header));
            }
            return;
        }
        if (seen.size() > bytes.length() / 16 || path.chars().filter(c -> c == '/').count() > DEEPEST) {
            throw bytes.damaged("its groups lie in each other more than " + DEEPEST + " deep");
        }
        groups.add(path);
        for (Map.Entry<String, Long> entry : entries.get().entrySet()) {
            walk(path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey(), entry.getValue());
        }
    }

    /** What the file is called in messages. */
    @Override
    public String name() {
        return name;
    }

    /** The paths of all arrays. */
    Set<String> paths() {
        return arrays.keySet();
    }

    /** Whether there is something at a path. */
    @Override
    public boolean has(String path) {
        return arrays.containsKey(path) || groups.contains(path);
    }

    @Override
    public boolean isSingle(String path) {
        Hdf5Numbers array = arrays.get(path);
        return array != null && array.shape().length == 0;
    }

    /** The floats at a path, whatever their shape; empty where there are none. */
    Optional<List<Double>> vector(String path) throws KerasFileException {
        Hdf5Numbers array = arrays.get(path);
        if (array == null) {
            return Optional.empty();
        }
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        List<Double> numbers = new ArrayList<>();
        for (float value : floats(path, shape, path)) {
            numbers.add((double) value);
        }
        return Optional.of(numbers);
    }

    /** The sizes of the dimensions of the numbers at a path that has some. */
    long[] shape(String path, String what) throws KerasFileException {
        return array(path, what).shape().clone();
    }

    private Hdf5Numbers array(String path, String what) throws KerasFileException {
        Hdf5Numbers array = arrays.get(path);
        if (array == null) {
            throw new KerasFileException(what + ": " + name + " has no numbers at " + path);
        }
        return array;
    }

    /**
     * Refuses a path at which {@link #floats} would find nothing.
     *
     * @param shape what the shape of the numbers must be
     * @param what what they are, for messages
     * @throws KerasFileException when there are none, or of another shape or type
     */
    @Override
    public void check(String path, int[] shape, String what) throws KerasFileException {
        Hdf5Numbers array = array(path, what);
        if (!Arrays.equals(array.shape(), Arrays.stream(shape).asLongStream().toArray())) {
            throw new KerasFileException(
                    what + " should have the shape " + Arrays.toString(shape) + ", but " + name + " has "
                            + Arrays.toString(array.shape()) + " at " + path);
        }
        if (!array.isFloat()) {
            throw new KerasFileException(
                    what + " should be float32, but " + path + " in " + name + " holds numbers of another type, of "
                            + array.numberBytes() + " bytes each");
        }
        if (array.at() == -1) {
            throw new KerasFileException(
                    what + " is missing: " + name + " declares it at " + path + ", but holds no numbers");
        }
    }

    /**
     * The numbers at a path, row-major: float32, or float16, bfloat16 and float64, converted.
     *
     * @throws KerasFileException as {@link #check} does
     */
    @Override
    public float[] floats(String path, int[] shape, String what) throws KerasFileException {
        check(path, shape, what);
        int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] values = array(path, what).floats(bytes, count);
        warning(what, values).ifPresent(warnings::add);
        return values;
    }

    /** A warning of numbers that are not finite. */
    static Optional<String> warning(String what, float[] values) {
        int broken = 0;
        for (float value : values) {
            broken += Float.isFinite(value) ? 0 : 1;
        }
        return broken == 0 ? Optional.empty()
                : Optional.of(what + ": " + broken + " of " + values.length + " numbers are NaN or infinite");
    }

    /** What is strange about the numbers that were read. */
    @Override
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The whole number at a path.
     *
     * @param what what it is, for messages
     * @throws KerasFileException when there is none
     */
    @Override
    public long integer(String path, String what) throws KerasFileException {
        Hdf5Numbers array = array(path, what);
        if (!array.isInteger() || array.at() == -1) {
            throw new KerasFileException(what + " should be one whole number, but " + path + " holds something else");
        }
        return array.integer(bytes);
    }
}
