package io.fovea.keras;

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
 * Reads a weights file that is not trusted: shape, type and layout of a data set are compared with what is expected before
 * anything is allocated for it. Links, which could form cycles or lead to other files, and filters, which could unpack to any
 * size, are refused; Keras writes neither.
 */
final class Hdf5Reader {
    private final HdfFile file;
    private String place = "its root";

    Hdf5Reader(HdfFile file) {
        this.file = file;
    }

    /** Where it read last: what a damage that the library meets is named by. */
    String place() {
        return place;
    }

    /** What is done with a file that is open. */
    @FunctionalInterface
    interface Use<R> {
        R with(Hdf5Reader reader) throws KerasFileException;
    }

    /**
     * Opens a file for as long as it is used.
     *
     * @param name what it is called in messages
     * @throws KerasFileException when {@code use} does so, or the file is damaged
     */
    static <R> R read(String name, byte[] bytes, Use<R> use) throws KerasFileException {
        String place = "its beginning";
        FloatNumbers.describe(bytes);
        try (HdfFile file = HdfFile.fromBytes(bytes)) {
            Hdf5Reader reader = new Hdf5Reader(file);
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

    /** The floats at a path, whatever their shape; empty where there are none. */
    Optional<List<Double>> vector(String path) throws KerasFileException {
        if (!(node(path).orElse(null) instanceof Dataset data)) {
            return Optional.empty();
        }
        List<Double> numbers = new ArrayList<>();
        for (float value : floats(path, data.getDimensions(), path)) {
            numbers.add((double) value);
        }
        return Optional.of(numbers);
    }

    /** Whether there is a single number at a path. */
    boolean isSingle(String path) throws KerasFileException {
        return node(path).orElse(null) instanceof Dataset data && data.getDimensions().length == 0;
    }

    /** Whether there is something at a path. */
    boolean has(String path) throws KerasFileException {
        return node(path).isPresent();
    }

    /**
     * The float32 numbers at a path, row-major.
     *
     * @param shape what their shape must be
     * @param what what they are, for messages
     * @throws KerasFileException when there are none, or of another shape or type
     */
    float[] floats(String path, int[] shape, String what) throws KerasFileException {
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
        return FloatNumbers.read(data).orElseThrow(() -> new KerasFileException(
                what + " is missing: the file declares it, but holds no numbers"));
    }

    /**
     * The whole number at a path.
     *
     * @param what what it is, for messages
     * @throws KerasFileException when there is none
     */
    long integer(String path, String what) throws KerasFileException {
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
        throw new KerasFileException(what + ": model.weights.h5 has no numbers at " + path);
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
                throw new KerasFileException("model.weights.h5 has a link at " + path + ", which is not supported");
            }
            at = next;
        }
        return Optional.of(at);
    }
}
