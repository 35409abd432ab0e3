package io.fovea.keras;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;

/**
 * Reads a legacy {@code .h5} file that is not trusted, with its attributes: shape, type and layout of a data set are compared with what is expected before
 * anything is allocated for it. Links, which could form cycles or lead to other files, and filters, which could unpack to any
 * size, are refused; Keras writes neither.
 */
final class LegacyHdf5 implements StoredArrays {
    private final String name;
    private final HdfFile file;
    private final List<String> warnings = new ArrayList<>();
    private String place = "its root";

    private LegacyHdf5(String name, HdfFile file) {
        this.name = name;
        this.file = file;
    }

    /** Where it read last: what a damage that the library meets is named by. */
    String place() {
        return place;
    }

    /** What is done with a file that is open. */
    @FunctionalInterface
    interface Use<R> {
        R with(LegacyHdf5 reader) throws KerasFileException;
    }

    /**
     * Opens a file for as long as it is used.
     *
     * @param name what it is called in messages
     * @throws KerasFileException when {@code use} does so, or the file is damaged
     */
    static <R> R read(String name, byte[] bytes, Use<R> use) throws KerasFileException {
        String place = "its beginning";
        // The library doesn't look whether the file is whole.
        Hdf5Reader.root(new Hdf5Bytes(name, ByteBuffer.wrap(bytes)));
        FloatNumbers.describe(bytes);
        try (HdfFile file = HdfFile.fromBytes(bytes)) {
            LegacyHdf5 reader = new LegacyHdf5(name, file);
            try {
                return use.with(reader);
            } finally {
                place = reader.place();
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What the HDF5 library throws for a damaged file: its message names classes and addresses, so it is the cause only.
            throw new KerasFileException(name + " is damaged at " + place, e);
        }
    }

    /** The strings of an attribute, none where there is no such. */
    List<String> texts(String path, String attribute) throws KerasFileException {
        Node node = path.isEmpty() ? file : node(path).orElse(null);
        Attribute found = node == null ? null : node.getAttribute(attribute);
        return found == null || found.getSize() == 0 ? List.of() : switch (found.getData()) {
            case String text -> List.of(text);
            case String[] all -> List.of(all);
            default -> List.of();
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public boolean isSingle(String path) throws KerasFileException {
        return node(path).orElse(null) instanceof Dataset data && data.getDimensions().length == 0;
    }

    @Override
    public boolean has(String path) throws KerasFileException {
        return node(path).isPresent();
    }

    @Override
    public void check(String path, int[] shape, String what) throws KerasFileException {
        Dataset data = dataset(path, what);
        if (!Arrays.equals(data.getDimensions(), shape)) {
            throw new KerasFileException(
                    what + " should have the shape " + Arrays.toString(shape) + ", but the file has "
                            + Arrays.toString(data.getDimensions()));
        }
        if (!FloatNumbers.areFloats(data)) {
            throw new KerasFileException(
                    what + " should be float32, float16, bfloat16 or float64, but " + path
                            + " holds numbers of another type, of " + data.getDataType().getSize() + " bytes each");
        }
        checkLayout(data, what);
    }

    @Override
    public float[] floats(String path, int[] shape, String what) throws KerasFileException {
        check(path, shape, what);
        float[] values = FloatNumbers.read(dataset(path, what)).orElseThrow(() -> new KerasFileException(
                what + " is missing: the file declares it, but holds no numbers"));
        Hdf5Reader.warning(what, values).ifPresent(warnings::add);
        return values;
    }

    @Override
    public long integer(String path, String what) throws KerasFileException {
        Dataset data = dataset(path, what);
        if (data.getDimensions().length == 0) {
            checkLayout(data, what);
            switch (data.getData()) {
                case Integer value -> {
                    return value;
                }
                case Long value -> {
                    return value;
                }
                default -> {
                }
            }
        }
        throw new KerasFileException(what + " should be one whole number, but " + path + " holds something else");
    }

    private static void checkLayout(Dataset data, String what) throws KerasFileException {
        if (!(data instanceof ChunkedDataset chunked)) {
            return;
        }
        int[] chunk = chunked.getChunkDimensions();
        int[] whole = data.getDimensions();
        boolean fits = chunk.length == whole.length;
        for (int i = 0; fits && i < whole.length; i++) {
            fits = chunk[i] > 0 && chunk[i] <= whole[i];
        }
        if (!fits || !data.getFilters().isEmpty()) {
            throw new KerasFileException(
                    what + " is stored in a way that is not supported, because Keras does not use it: compressed, or in chunks of "
                            + Arrays.toString(chunk));
        }
    }

    private Dataset dataset(String path, String what) throws KerasFileException {
        if (node(path).orElse(null) instanceof Dataset data) {
            return data;
        }
        throw new KerasFileException(what + ": " + name + " has no numbers at " + path);
    }

    private Optional<Node> node(String path) throws KerasFileException {
        place = path;
        Node at = file;
        for (String name : List.of(path.split("/", -1))) {
            Node next = at instanceof Group group ? group.getChildren().get(name) : null;
            if (next == null) {
                return Optional.empty();
            }
            if (next.isLink()) {
                throw new KerasFileException(name + " has a link at " + path + ", which is not supported");
            }
            at = next;
        }
        return Optional.of(at);
    }
}
