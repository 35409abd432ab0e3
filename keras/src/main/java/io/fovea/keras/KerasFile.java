package io.fovea.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.files.AtomicFile;
import io.fovea.files.StoredZip;
import io.fovea.layers.Layer;

/**
 * Saves and loads models as Keras 3 does: a {@code .keras} file with architecture, weights, and, for a compiled model, loss,
 * metrics and the optimizer's state.
 *
 * <pre>{@code
 * KerasFile.save(model, Path.of("model.keras"));
 * Model model = KerasFile.load(Path.of("model.keras")).model();
 * }</pre>
 *
 * <p>The same model gives the same bytes: the dates in the file are fixed.
 */
public final class KerasFile {
    private static final String CONFIG = "config.json";
    private static final String METADATA = "metadata.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String NOTES = "fovea.json";

    /** How an HDF5 file begins. */
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** The version whose format this is. */
    private static final Map<String, Object> VERSION =
            Map.of("keras_version", "3.15.1", "date_saved", "2026-01-01@00:00:00");

    private static final JsonMapper JSON = new JsonMapper();

    private KerasFile() {}

    /** Saves a model without notes. */
    public static void save(Model model, Path file) throws IOException {
        save(model, file, ModelNotes.none());
    }

    /**
     * Saves a model; the file appears whole or not at all.
     *
     * @throws KerasFileException when the model holds something that Keras's format has no name for
     * @throws IOException when the file can't be written
     */
    public static void save(Model model, Path file, ModelNotes notes) throws IOException {
        save(model, file, notes, CustomObjects.none());
    }

    /**
     * Saves a model with layers, losses or metrics of a user's own.
     *
     * @throws KerasFileException when the model holds something that neither Keras's format nor {@code custom} has a name for
     * @throws IOException when the file can't be written
     */
    public static void save(Model model, Path file, ModelNotes notes, CustomObjects custom) throws IOException {
        save(model, file, notes, custom, model.optimizer().isPresent());
    }

    /**
     * Saves a model without the optimizer's state, which with Adam is two thirds of the file: enough to predict, evaluate and
     * fine-tune, but a training that continues from it starts with a fresh optimizer. Loss and metrics are kept.
     *
     * @throws KerasFileException when the model has something that Keras's format can't represent
     * @throws IOException when the file can't be written
     */
    public static void saveWithoutOptimizerState(Model model, Path file, ModelNotes notes) throws IOException {
        save(model, file, notes, CustomObjects.none(), false);
    }

    /**
     * Checks that a model can be saved, before work on it begins.
     *
     * @throws KerasFileException when it holds something that Keras's format has no name for
     */
    public static void check(Model model) throws KerasFileException {
        ConfigWriter.write(model, CustomObjects.none());
    }

    private static void save(Model model, Path file, ModelNotes notes, CustomObjects custom, boolean optimizerState)
            throws IOException {
        byte[] config = JSON.writeValueAsBytes(ConfigWriter.write(model, custom));
        Hdf5Writer weights = weights(model, custom).write(optimizerState);
        AtomicFile.write(file, out -> {
            StoredZip zip = new StoredZip(out);
            zip.add(METADATA, JSON.writeValueAsBytes(new TreeMap<>(VERSION)));
            zip.add(CONFIG, config);
            zip.add(WEIGHTS, weights.size(), weights::write);
            if (!notes.equals(ModelNotes.none())) {
                Map<String, Object> noted = new LinkedHashMap<>();
                noted.put("class_names", notes.classNames());
                noted.put("provenance", notes.provenance());
                zip.add(NOTES, JSON.writeValueAsBytes(noted));
            }
            zip.finish();
        });
    }

    /** The layers in the order of Keras, without the inputs. */
    static List<Layer> order(Model model) {
        return Place.of(model, CustomObjects.none()).stream().map(Place::layer).toList();
    }

    /** The places of a model's weights. */
    static WeightsFile weights(Model model, CustomObjects custom) throws KerasFileException {
        WeightsFile weights = new WeightsFile(model, Place.of(model, custom));
        if (weights.size() > KerasArchive.LARGEST_WEIGHTS - (1 << 20)) {
            throw new KerasFileException(
                    "the model's weights and the optimizer's state take " + weights.size()
                            + " bytes; files of up to " + KerasArchive.LARGEST_WEIGHTS + " are written and read");
        }
        return weights;
    }

    /**
     * Loads a model that Keras or Fovea saved: a {@code .keras} file, or a legacy {@code .h5} file of Keras 2 or 3; its first bytes say
     * which. The file is not trusted: Python code in it is never run, what it claims to hold is compared with its size before memory is
     * allocated, and it is read whole or refused.
     *
     * @throws KerasFileException when the file is no such model, is cut off or altered, or holds something that isn't known;
     *     the message is one line that names the file, the place in it, and the value
     */
    public static LoadedModel load(Path file) throws KerasFileException {
        return load(file, CustomObjects.none());
    }

    /**
     * Loads a model with layers, losses or metrics of a user's own.
     *
     * @throws KerasFileException as {@link #load(Path)}, and for a class of a user's own that {@code custom} lacks, which it names
     */
    public static LoadedModel load(Path file, CustomObjects custom) throws KerasFileException {
        return ReadingThread.call(() -> open(file, custom));
    }

    private static LoadedModel open(Path file, CustomObjects custom) throws KerasFileException {
        try {
            return isHdf5(file) ? openLegacy(file, custom) : openArchive(file, custom);
        } catch (KerasFileException e) {
            throw new KerasFileException(file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new KerasFileException("there is no file " + file, e);
        } catch (ZipException e) {
            throw new KerasFileException(file + " is no .keras file, or is cut off or altered: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new KerasFileException(file + " can't be read: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new KerasFileException(file + " needs more memory than Java may use: give it more with -Xmx", e);
        } catch (RuntimeException | StackOverflowError e) {
            // What a library or our own code throws for contents that no check foresaw.
            throw new KerasFileException(file + " is damaged: its parts do not fit together", e);
        }
    }

    private static boolean isHdf5(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
        }
    }

    private static LoadedModel openArchive(Path file, CustomObjects custom) throws IOException {
        try (KerasArchive archive = KerasArchive.open(file)) {
            JsonNode config = archive.json(CONFIG);
            refusePython(config.path("config"));
            ModelNotes notes = notes(archive);
            ByteBuffer weights = archive.weights(WEIGHTS);
            Hdf5Reader reader = Hdf5Reader.of(WEIGHTS, weights);
            LayerReader layers = new LayerReader(custom, (path, index) -> reader.vector(path + "/vars/" + index));
            // Weights of 16 bits are the smallest that are read.
            ConfigReader.Read read = ConfigReader.read(config, weights.limit() / Short.BYTES, layers);
            return fill(read, config, custom, notes, reader, new WeightPaths.Numbered(reader));
        }
    }

    private static LoadedModel openLegacy(Path file, CustomObjects custom) throws IOException {
        long size = Files.size(file);
        if (size > KerasArchive.LARGEST_WEIGHTS) {
            throw new KerasFileException("it has " + size + " bytes; allowed are " + KerasArchive.LARGEST_WEIGHTS);
        }
        return LegacyHdf5.read("the file", Files.readAllBytes(file), reader -> {
            LegacyFile legacy = new LegacyFile(reader);
            JsonNode config = legacy.config();
            refusePython(config.path("config"));
            ConfigReader.Read read = ConfigReader.read(
                    config, size / Short.BYTES, new LayerReader(custom, StoredNumbers.NONE));
            return fill(read, config, custom, ModelNotes.none(), reader, legacy);
        });
    }

    /** Sets the weights; nothing of a model is left when they can't be read. */
    private static LoadedModel fill(
            ConfigReader.Read read, JsonNode config, CustomObjects custom, ModelNotes notes, StoredArrays file,
            WeightPaths paths) throws KerasFileException {
        Model model = read.model();
        boolean whole = false;
        try {
            Optional<String> notCompiled = compile(read, config, custom);
            paths.locate(model, read.places());
            new WeightsFile(model, read.places()).read(file, paths);
            whole = true;
            return new LoadedModel(model, notes, notCompiled, read.notes(), file.warnings());
        } finally {
            if (!whole) {
                model.close();
            }
        }
    }

    private static void refusePython(JsonNode config) throws KerasFileException {
        Optional<String> found = PythonCode.find(config);
        if (found.isPresent()) {
            throw new KerasFileException(found.get());
        }
    }

    private static Optional<String> compile(ConfigReader.Read read, JsonNode config, CustomObjects custom) {
        for (Place place : read.places()) {
            if (!place.trainable()) {
                read.model().trainable(place.layer(), false);
            }
        }
        if (config.path("compile_config").isEmpty()) {
            return Optional.empty();
        }
        try {
            refusePython(config.path("compile_config"));
            CompileFormat.read(read.model(), read.outputs(), read.places(), config.path("compile_config"), custom);
            return Optional.empty();
        } catch (KerasFileException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static ModelNotes notes(KerasArchive archive) throws IOException {
        if (!archive.has(NOTES)) {
            return ModelNotes.none();
        }
        JsonNode node = archive.json(NOTES);
        List<String> classNames = new ArrayList<>();
        node.path("class_names").forEach(n -> classNames.add(n.asString("")));
        Map<String, String> provenance = new LinkedHashMap<>();
        node.path("provenance").properties().forEach(p -> provenance.put(p.getKey(), p.getValue().asString("")));
        return new ModelNotes(classNames, provenance);
    }
}
