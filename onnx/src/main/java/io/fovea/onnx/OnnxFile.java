package io.fovea.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;

import io.fovea.Model;
import io.fovea.files.AtomicFile;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;

/**
 * Saves and loads models as ONNX files, which other frameworks and runtimes read and write.
 *
 * <pre>{@code
 * OnnxFile.save(model, Path.of("model.onnx"));
 * Model theirs = OnnxFile.load(Path.of("theirs.onnx"));
 * }</pre>
 *
 * <p>A file holds what the model computes when it predicts: no loss, no optimizer. The same model gives the same bytes.
 */
public final class OnnxFile {
    private static final int LONGEST_NAME = 80;

    private OnnxFile() {}

    /** As {@link #save(Model, Path, ExportOptions)}, with {@link ExportOptions#defaults()}. */
    public static void save(Model model, Path file) throws IOException {
        save(model, file, ExportOptions.defaults());
    }

    /**
     * Saves a model; the file appears whole or not at all. Inputs and outputs are named after their layers; images are {@code [n, h,
     * w, c]}, with any number of samples. Layers for training alone, as dropout, are left out.
     *
     * @throws OnnxFileException when a layer is computed by code of its own; the message names it
     * @throws IOException when the file can't be written
     */
    public static void save(Model model, Path file, ExportOptions options) throws IOException {
        ModelProto contents = ModelExport.write(model, options);
        if (contents.getSerializedSize() < 0) {
            throw new OnnxFileException(file + ": the model has more than 2 GB of weights, the most of an ONNX file");
        }
        AtomicFile.write(file, contents::writeTo);
    }

    /**
     * Loads a model. A file whose images have their channels first, as PyTorch's, becomes a model that takes {@code [n, h, w, c]}. It
     * predicts at once, and can be trained after {@code compile}.
     *
     * @throws OnnxFileException when the file is no such model, is cut off or altered, or has an operator that isn't known; the
     *     message is one line that names the file, the node and its operator
     */
    public static Model load(Path file) throws OnnxFileException {
        return read(file).model();
    }

    /** As {@link #load}, with the texts that the file keeps besides. */
    public static LoadedOnnx read(Path file) throws OnnxFileException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            ModelProto contents = ModelProto.parseFrom(bytes);
            Model model = GraphImport.read(contents,
                    Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file), bytes.length);
            Map<String, String> metadata = new TreeMap<>();
            contents.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
            return new LoadedOnnx(model, Collections.unmodifiableMap(metadata), warnings(model));
        } catch (OnnxFileException e) {
            throw new OnnxFileException(file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new OnnxFileException("there is no file " + file, e);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxFileException(file + " is no ONNX file, or is cut off or altered", e);
        } catch (IOException e) {
            throw new OnnxFileException(file + " can't be read: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new OnnxFileException(file + " needs more memory than Java may use: give it more with -Xmx", e);
        } catch (RuntimeException | StackOverflowError e) {
            // What our own code throws for contents that no check foresaw.
            throw new OnnxFileException(file + " is damaged: its parts do not fit together", e);
        }
    }

    private static List<String> warnings(Model model) {
        List<String> warnings = new ArrayList<>();
        for (Layer layer : model.layers()) {
            for (Weight weight : model.weights(layer)) {
                float[] values = model.weight(layer, weight);
                int broken = 0;
                for (float value : values) {
                    broken += Float.isFinite(value) ? 0 : 1;
                }
                if (broken > 0) {
                    warnings.add("layer " + model.layerName(layer) + ", " + weight.name() + ": " + broken + " of "
                            + values.length + " numbers are NaN or infinite");
                }
            }
        }
        return warnings;
    }

    /** A name from a file, fit for one line. */
    static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }
}
