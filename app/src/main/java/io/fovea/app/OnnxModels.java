package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.Model;
import io.fovea.activations.ActivationFunction;
import io.fovea.keras.LoadedModel;
import io.fovea.keras.ModelNotes;
import io.fovea.layers.Activation;
import io.fovea.layers.Dense;
import io.fovea.layers.Layer;
import io.fovea.layers.Softmax;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.onnx.LoadedOnnx;
import io.fovea.onnx.OnnxFile;
import io.fovea.optimizers.Adam;

/** ONNX files as models of the command: with our notes, and with a loss that fits what they put out. */
final class OnnxModels {
    private static final String CLASSES = "classes";

    private OnnxModels() {}

    /** Reads a file. */
    static LoadedModel read(Path path) throws IOException {
        LoadedOnnx loaded = OnnxFile.read(path);
        Map<String, String> provenance = new LinkedHashMap<>(loaded.metadata());
        String classes = provenance.remove(CLASSES);
        List<String> names = classes == null || classes.isEmpty() ? List.of() : Arrays.asList(classes.split("\n"));
        Model model = loaded.model();
        if (model.outputs().size() == 1 && model.shape(model.outputs().getFirst()).rank() == 1
                && model.shape(model.outputs().getFirst()).channels() > 1) {
            boolean logits = !isProbabilities(model.outputs().getFirst().layer());
            model.compile(new Adam(), new SparseCategoricalCrossentropy(logits), new SparseCategoricalAccuracy());
        }
        return new LoadedModel(model, new ModelNotes(names, provenance), Optional.empty(), List.of(),
                loaded.warnings());
    }

    private static boolean isProbabilities(Layer layer) {
        return switch (layer) {
            case Softmax _ -> true;
            case Activation activation -> activation.function().kind() == ActivationFunction.Kind.SOFTMAX;
            case Dense dense -> dense.activation().kind() == ActivationFunction.Kind.SOFTMAX;
            default -> false;
        };
    }

    /** The notes as texts of an ONNX file. */
    static Map<String, String> metadata(ModelNotes notes) {
        Map<String, String> texts = new LinkedHashMap<>(notes.provenance());
        if (!notes.classNames().isEmpty()) {
            texts.put(CLASSES, String.join("\n", notes.classNames()));
        }
        return texts;
    }
}
