package io.fovea.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.jhdf.HdfFile;
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
        if (data.getJavaType() != float.class || data.getDataType().getSize() != Float.BYTES) {
            throw new KerasFileException(
                    what + " should be float32, but " + path + " holds numbers of another type, of "
                            + data.getDataType().getSize()
                            + " bytes each");
        }
        checkLayout(data, what);
        if (data.getDataFlat() instanceof float[] values) {
            return values;
        }
        throw new KerasFileException(what + " is missing: the file declares it, but holds no numbers");
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
