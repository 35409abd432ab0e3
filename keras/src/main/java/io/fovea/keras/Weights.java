package io.fovea.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.fovea.Model;
import io.fovea.data.DataException;
import io.fovea.data.NpyArray;
import io.fovea.data.Npz;
import io.fovea.files.AtomicFile;

/**
 * Saves and loads the weights of a model alone, without its layers and without an optimizer's state:
 *
 * <ul>
 * <li>{@code .weights.h5}, what Keras's {@code save_weights} writes and {@code load_weights} reads: by the places of the layers,
 * so both models must have the same layers;
 * <li>{@code .npz}, arrays by the names {@code layer/weight}, as {@code conv2d/kernel}, or in the order of Keras's
 * {@code get_weights()}: {@code np.savez("w.npz", *model.get_weights())};
 * <li>{@code .safetensors}, arrays by the same names or in the same order; of type F32, F16, BF16 or F64.
 * </ul>
 *
 * <pre>{@code
 * Weights.save(model, Path.of("model.weights.h5"));
 * Weights.load(model, Path.of("model.weights.h5"));
 * }</pre>
 *
 * <p>Weights have the shapes and the order of axes of Keras. Files of PyTorch, whose axes have another order, are refused. A
 * model with layers of your own can always be saved.
 */
public final class Weights {
    private static final String HDF5 = ".weights.h5";
    private static final String NPZ = ".npz";
    private static final String SAFETENSORS = ".safetensors";

    private Weights() {}

    /**
     * Sets all weights of a model to those of a file, which is recognized by its first bytes. Names, shapes and types of all of
     * them are checked before the first one is set.
     *
     * @return warnings about weights that are NaN or infinite, one sentence each
     * @throws KerasFileException when the file is cut off or altered, or has other weights than the model; the message is one
     *     line that names the file and what is expected and found
     */
    public static List<String> load(Model model, Path file) throws KerasFileException {
        return ReadingThread.call(() -> {
            try {
                return read(model, file);
            } catch (KerasFileException | DataException e) {
                String message = String.valueOf(e.getMessage());
                throw new KerasFileException(message.startsWith(file.toString()) ? message : file + ": " + message, e);
            } catch (IOException e) {
                throw new KerasFileException(file + " can't be read: " + e.getMessage(), e);
            } catch (OutOfMemoryError e) {
                throw new KerasFileException(file + " needs more memory than Java may use: give it more with -Xmx", e);
            }
        });
    }

    private static List<String> read(Model model, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new KerasFileException(Files.exists(file) ? "it is no file" : "there is no such file");
        }
        byte[] begin;
        try (InputStream in = Files.newInputStream(file)) {
            begin = in.readNBytes(4);
        }
        if (begin.length == 4 && begin[0] == 'P' && begin[1] == 'K') {
            return readNpz(model, file);
        }
        if (Files.size(file) > KerasArchive.LARGEST_WEIGHTS) {
            throw new KerasFileException(
                    "it has " + Files.size(file) + " bytes; allowed are " + KerasArchive.LARGEST_WEIGHTS);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (begin.length == 4 && begin[1] == 'H' && begin[2] == 'D' && begin[3] == 'F') {
            Hdf5Reader reader = Hdf5Reader.of("the file", ByteBuffer.wrap(bytes));
            WeightsFile weights = KerasFile.weights(model, CustomObjects.none());
            WeightPaths paths = new WeightPaths.Numbered(reader);
            weights.check(reader, paths);
            weights.readWeights(reader, paths);
            return reader.warnings();
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(SAFETENSORS)) {
            return set(model, SafeTensors.of(bytes));
        }
        throw new KerasFileException("it is no file of weights; " + allowed());
    }

    private static String allowed() {
        return "known are " + String.join(", ", HDF5, NPZ, SAFETENSORS);
    }

    private static List<String> readNpz(Model model, Path file) throws KerasFileException {
        try (Npz npz = Npz.open(file)) {
            if (npz.keys().contains("config.json")) {
                throw new KerasFileException("it is a whole model, not weights alone: load it as a model");
            }
            return set(model, new ArraySource() {
                @Override
                public List<String> names() {
                    return npz.keys();
                }

                @Override
                public int[] shape(String name) {
                    return npz.shape(name);
                }

                @Override
                public float[] floats(String name) {
                    return npz.array(name).values();
                }
            });
        }
    }

    /** All arrays are read before the first weight is set: a wrong checksum is found at the end of an array only. */
    private static List<String> set(Model model, ArraySource source) throws KerasFileException {
        WeightMatch match = new WeightMatch(model, KerasFile.order(model));
        List<String> names = match.match(source);
        List<float[]> all = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String name : names) {
            float[] values = source.floats(name);
            Hdf5Reader.warning(name, values).ifPresent(warnings::add);
            all.add(values);
        }
        for (int i = 0; i < all.size(); i++) {
            WeightMatch.Slot slot = match.slots().get(i);
            model.setWeight(slot.layer(), slot.weight(), all.get(i));
        }
        return warnings;
    }

    /**
     * Saves all weights of a model; the name's ending says in which format. The same weights make the same bytes; the file
     * appears whole or not at all.
     *
     * @throws KerasFileException when the name has none of the endings {@code .weights.h5}, {@code .npz}, {@code .safetensors}
     * @throws IOException when the file can't be written
     */
    public static void save(Model model, Path file) throws IOException {
        String name = file.toString();
        if (name.endsWith(HDF5)) {
            Hdf5Writer weights = KerasFile.weights(model, CustomObjects.none()).write(false);
            AtomicFile.write(file, weights::write);
        } else if (name.endsWith(NPZ)) {
            Npz.write(file, arrays(model));
        } else if (name.endsWith(SAFETENSORS)) {
            SafeTensors.write(file, arrays(model));
        } else {
            throw new KerasFileException(
                    file + " does not say by its name in which format weights are to be saved; " + allowed());
        }
    }

    private static Map<String, NpyArray> arrays(Model model) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (WeightMatch.Slot slot : new WeightMatch(model, KerasFile.order(model)).slots()) {
            arrays.put(slot.name(), new NpyArray(
                    slot.weight().shape().toArray(), false, model.weight(slot.layer(), slot.weight())));
        }
        return arrays;
    }
}
