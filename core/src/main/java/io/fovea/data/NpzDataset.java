package io.fovea.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Data in a {@code .npz} file: {@code x_train}, {@code y_train} and perhaps {@code x_test}, {@code y_test}, as Keras's own data
 * sets have them. Images {@code [n, h, w, c]} or {@code [n, h, w]}, vectors {@code [n, c]}; unsigned bytes are divided by
 * 255, other numbers are taken as they are. Labels are class indices {@code [n]} or {@code [n, 1]}, or one-hot {@code [n, k]}.
 */
public final class NpzDataset {
    private final Path file;
    private final Npz npz;

    private final boolean anyTargets;

    private NpzDataset(Path file, Npz npz, boolean anyTargets) {
        this.file = file;
        this.npz = npz;
        this.anyTargets = anyTargets;
    }

    /**
     * Opens a file with classes.
     *
     * @throws DataException when it is not as described above; the message says what is wrong where
     */
    public static LoadedData open(Path file) {
        return open(file, false);
    }

    /**
     * Opens a file.
     *
     * @param anyTargets whether targets that are no classes are taken as numbers, {@code [n, ...]}; the data have no names of
     *     classes then
     * @throws DataException when it is not as described above; the message says what is wrong where
     */
    public static LoadedData open(Path file, boolean anyTargets) {
        try (Npz npz = Npz.open(file)) {
            return new NpzDataset(file, npz, anyTargets).read();
        }
    }

    private LoadedData read() {
        Dataset train = part("train");
        boolean hasTest = npz.has("x_test") || npz.has("y_test");
        Optional<Dataset> test = hasTest ? Optional.of(part("test")) : Optional.empty();
        if (test.isPresent() && !test.get().images().shape().equals(train.images().shape())) {
            throw new DataException(
                    file + ": x_train has samples of " + train.images().shape() + ", but x_test of "
                            + test.get().images().shape());
        }
        int classes = classes(train);
        int tested = test.map(NpzDataset::classes).orElse(classes);
        List<String> names = classes == 0 || tested == 0
                ? List.of()
                : IntStream.range(0, Math.max(classes, tested)).mapToObj(Integer::toString).toList();
        return new LoadedData(named(train, names), test.map(t -> named(t, names)), file + ", checked", checksum());
    }

    /** How many classes there are; 0: the targets are no classes. */
    private static int classes(Dataset data) {
        return data.labels() instanceof Labels labels ? Arrays.stream(labels.values()).max().orElse(-1) + 1 : 0;
    }

    private static Dataset named(Dataset data, List<String> names) {
        return Dataset.of(data.images(), data.labels(), names);
    }

    private Dataset part(String name) {
        Samples x = pixels("x_" + name);
        Samples y = targets("y_" + name);
        if (x.size() != y.size()) {
            throw new DataException(
                    file + ": x_" + name + " has " + x.size() + " samples, but y_" + name + " has " + y.size());
        }
        return Dataset.of(x, y);
    }

    private <T> T array(String key, Npz.Use<T> use) {
        if (!npz.has(key)) {
            throw new DataException(
                    file + " has no '" + key + "'; it has " + npz.names()
                            + ". Needed are x_train and y_train, and for a test x_test and y_test");
        }
        return npz.read(key, use);
    }

    private Samples pixels(String key) {
        return array(key, reader -> {
            int[] shape = reader.header().shape();
            if (shape.length < 2 || shape.length > 4 || Arrays.stream(shape).anyMatch(d -> d == 0)) {
                throw new DataException(
                        file + ": " + key + " has the shape " + Arrays.toString(shape)
                                + ", but needs [n, h, w, c], [n, h, w] or [n, c], none of them 0");
            }
            Shape sample = shape.length == 3
                    ? Shape.of(shape[1], shape[2], 1)
                    : Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
            if (reader.header().isBytes()) {
                return ByteSamples.scaled(reader.bytes(), sample);
            }
            float[] values = reader.floats();
            checkFinite(key, values, sample);
            return new FloatSamples(new Tensor(shape[0], sample, values));
        });
    }

    private void checkFinite(String key, float[] values, Shape sample) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DataException(
                        file + ": " + key + " has " + values[i] + " in sample " + i / sample.size()
                                + "; every number must be finite");
            }
        }
    }

    private Samples targets(String key) {
        return array(key, reader -> {
            int[] shape = reader.header().shape();
            if (anyTargets && shape.length > 0 && Arrays.stream(shape).skip(1).allMatch(size -> size > 0)) {
                return numbers(key, shape, reader.floats());
            }
            if (shape.length != 1 && shape.length != 2 || shape.length == 2 && shape[1] == 0) {
                throw new DataException(
                        file + ": " + key + " has the shape " + Arrays.toString(shape)
                                + ", but needs [n], [n, 1] or [n, k]");
            }
            return labels(key, shape, reader.floats());
        });
    }

    private Labels labels(String key, int[] shape, float[] values) {
        return new Labels(shape.length == 2 && shape[1] > 1 ? hot(key, values, shape[1]) : indices(key, values));
    }

    private Samples numbers(String key, int[] shape, float[] values) {
        Shape sample = shape.length == 1 ? Shape.of(1) : Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
        checkFinite(key, values, sample);
        try {
            return shape.length > 2 ? new FloatSamples(new Tensor(shape[0], sample, values))
                    : labels(key, shape, values);
        } catch (DataException e) {
            // What are no classes are numbers.
            return new FloatSamples(new Tensor(shape[0], sample, values));
        }
    }

    private int[] indices(String key, float[] values) {
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            float value = values[i];
            if (!(value >= 0 && value < 65_536) || value != (int) value) {
                throw new DataException(
                        file + ": " + key + " has the label " + value + " for sample " + i
                                + "; labels are whole numbers from 0 to 65535");
            }
            labels[i] = (int) value;
        }
        return labels;
    }

    private int[] hot(String key, float[] values, int classes) {
        int[] labels = new int[values.length / classes];
        for (int i = 0; i < labels.length; i++) {
            int ones = 0;
            for (int c = 0; c < classes; c++) {
                float value = values[i * classes + c];
                if (value == 1) {
                    labels[i] = c;
                    ones++;
                } else if (value != 0) {
                    ones = 2;
                }
            }
            if (ones != 1) {
                throw new DataException(
                        file + ": " + key + " has several columns, so each row must hold one 1 and else 0, but row " + i
                                + " does not");
            }
        }
        return labels;
    }

    private String checksum() {
        Sha256 sum = new Sha256();
        sum.add(file);
        return sum.finish();
    }
}
