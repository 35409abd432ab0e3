package io.fovea.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.files.AtomicFile;
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
    private static final long LARGEST_TEXT = 16 << 20;
    private static final long LARGEST_WEIGHTS = 1L << 30;

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

    private static void save(Model model, Path file, ModelNotes notes, CustomObjects custom, boolean optimizerState)
            throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(METADATA, JSON.writeValueAsBytes(new TreeMap<>(VERSION)));
        entries.put(CONFIG, JSON.writeValueAsBytes(ConfigWriter.write(model, custom)));
        entries.put(WEIGHTS, weights(model, custom).write(optimizerState));
        if (!notes.equals(ModelNotes.none())) {
            Map<String, Object> noted = new LinkedHashMap<>();
            noted.put("class_names", notes.classNames());
            noted.put("provenance", notes.provenance());
            entries.put(NOTES, JSON.writeValueAsBytes(noted));
        }
        AtomicFile.write(file, out -> zip(entries, out));
    }

    private static List<Layer> order(Model model) {
        return model instanceof Sequential ? model.layers() : KerasOrder.of(model);
    }

    /** Keras leaves the input layer out of a sequential model's weights. */
    private static WeightsFile weights(Model model, CustomObjects custom) throws KerasFileException {
        List<Layer> layers = order(model);
        List<Layer> counted = model instanceof Sequential ? layers.subList(1, layers.size()) : layers;
        List<String> names = new ArrayList<>();
        for (Layer layer : counted) {
            names.add(custom.format(layer).className());
        }
        WeightsFile weights = new WeightsFile(model, counted, names);
        if (weights.size() > LARGEST_WEIGHTS - (1 << 20)) {
            throw new KerasFileException(
                    "the model's weights and the optimizer's state take " + weights.size()
                            + " bytes; files of up to " + LARGEST_WEIGHTS + " are written and read");
        }
        return weights;
    }

    /** Writes the entries uncompressed, each with the same date. */
    private static void zip(Map<String, byte[]> entries, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, byte[]> each : entries.entrySet()) {
            ZipEntry entry = new ZipEntry(each.getKey());
            CRC32 sum = new CRC32();
            sum.update(each.getValue());
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(each.getValue().length);
            entry.setCrc(sum.getValue());
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write(each.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * Loads a model that Keras or Fovea saved: a {@code .keras} file, or a legacy {@code .h5} file of Keras 2 or 3; its first bytes say
     * which.
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
        try {
            return isHdf5(file) ? loadLegacy(file, custom) : loadZip(file, custom);
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
            // What the JSON library or our own code throws for contents that no check foresaw.
            throw new KerasFileException(file + " is damaged: its parts do not fit together", e);
        }
    }

    private static boolean isHdf5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
        }
    }

    private static LoadedModel loadZip(Path file, CustomObjects custom) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            JsonNode config = json(zip, CONFIG);
            ModelNotes notes = notes(zip);
            byte[] weights = entry(zip, WEIGHTS, LARGEST_WEIGHTS);
            return Hdf5Reader.read(WEIGHTS, weights, reader -> {
                LayerReader layers = new LayerReader(custom, (path, index) -> stored(reader, path, index));
                ConfigReader.Read read = ConfigReader.read(config, weights.length / 2, layers);
                return fill(read, config, custom, notes, model -> new WeightsFile(model, read.places())
                        .read(reader, new WeightPaths.Numbered(reader)));
            });
        }
    }

    private static LoadedModel loadLegacy(Path file, CustomObjects custom) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST_WEIGHTS) {
            throw new KerasFileException("it has " + size + " bytes; allowed are " + LARGEST_WEIGHTS);
        }
        return Hdf5Reader.read("it", Files.readAllBytes(file), reader -> {
            LegacyFile legacy = new LegacyFile(reader);
            JsonNode config = legacy.config();
            ConfigReader.Read read =
                    ConfigReader.read(config, size / 2, new LayerReader(custom, StoredNumbers.NONE));
            return fill(read, config, custom, ModelNotes.none(), model -> {
                legacy.locate(model, read.places());
                new WeightsFile(model, read.places()).read(reader, legacy);
            });
        });
    }

    private static Optional<List<Double>> stored(Hdf5Reader reader, String path, int index) throws KerasFileException {
        return reader.vector(path + "/vars/" + index);
    }

    /** Sets the weights of a model. */
    private interface Filling {
        void fill(Model model) throws KerasFileException;
    }

    /** Nothing of a model is left when its weights can't be read. */
    private static LoadedModel fill(
            ConfigReader.Read read, JsonNode config, CustomObjects custom, ModelNotes notes, Filling weights)
            throws KerasFileException {
        Model model = read.model();
        boolean whole = false;
        try {
            Optional<String> notCompiled = compile(read, config, custom);
            weights.fill(model);
            whole = true;
            return new LoadedModel(model, notes, read.notes(), notCompiled);
        } finally {
            if (!whole) {
                model.close();
            }
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
            CompileFormat.read(read.model(), read.outputs(), config.path("compile_config"), custom);
            return Optional.empty();
        } catch (KerasFileException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static ModelNotes notes(ZipFile zip) throws IOException {
        if (zip.getEntry(NOTES) == null) {
            return ModelNotes.none();
        }
        JsonNode node = json(zip, NOTES);
        List<String> classNames = new ArrayList<>();
        node.path("class_names").forEach(n -> classNames.add(n.asString("")));
        Map<String, String> provenance = new LinkedHashMap<>();
        node.path("provenance").properties().forEach(p -> provenance.put(p.getKey(), p.getValue().asString("")));
        return new ModelNotes(classNames, provenance);
    }

    private static JsonNode json(ZipFile zip, String name) throws IOException {
        try {
            return JSON.readTree(entry(zip, name, LARGEST_TEXT));
        } catch (JacksonException e) {
            // The library's message names its classes and settings.
            TokenStreamLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new KerasFileException(name + " is no JSON that can be read" + place, e);
        }
    }

    /** An entry whole, its checksum compared. */
    private static byte[] entry(ZipFile zip, String name, long largest) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new KerasFileException("there is no " + name + " in it: it is no .keras file");
        }
        if (entry.getSize() < 0 || entry.getSize() > largest) {
            throw new KerasFileException(name + " has " + entry.getSize() + " bytes; allowed are " + largest);
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes((int) entry.getSize());
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (bytes.length != entry.getSize() || sum.getValue() != entry.getCrc()) {
            throw new KerasFileException(name + " is cut off or altered: its checksum is wrong");
        }
        return bytes;
    }
}
