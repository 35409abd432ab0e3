package io.fovea.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.fovea.Model;
import io.fovea.keras.KerasFile;
import io.fovea.keras.KerasFileException;
import io.fovea.keras.LoadedModel;
import io.fovea.layers.Layer;
import io.fovea.layers.Rescaling;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;

/** Reads MODEL: a {@code .keras}, {@code .h5} or {@code .onnx} file, or a run folder, which stands for its {@code model.keras}. */
final class ModelReader {
    private static final double LARGEST_FACTOR_OF_BYTES = 0.1;

    private ModelReader() {}

    /**
     * The model; what was read as something else, and what is strange about its weights, is said.
     *
     * @throws Failure when there is none of that name
     * @throws IOException when the file can't be read as one
     */
    static LoadedModel read(Path path, Terminal terminal) throws IOException {
        LoadedModel loaded = read(path);
        loaded.remarks().forEach(remark -> terminal.say(path + ": " + remark));
        loaded.warnings().forEach(warning -> terminal.say("warning: " + path + ": " + warning));
        return loaded;
    }

    private static LoadedModel read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path file = new RunFolder(path).model();
            if (!Files.exists(file)) {
                throw new Failure(path + " is not the folder of a run: it holds no model.keras");
            }
            return KerasFile.load(file);
        }
        if (!Files.exists(path)) {
            throw new Failure("no such model: " + path + "; give a .keras, .h5 or .onnx file or the folder of a run");
        }
        return isOnnx(path) ? OnnxModels.read(path) : KerasFile.load(path);
    }

    /**
     * The model, to be trained.
     *
     * @throws KerasFileException when the trained one could not be saved
     */
    static LoadedModel readToTrain(Path path, Terminal terminal) throws IOException {
        LoadedModel loaded = read(path, terminal);
        if (isOnnx(path)) {
            KerasFile.check(loaded.model());
        }
        return loaded;
    }

    /** Whether the file is an ONNX file, by its name. */
    static boolean isOnnx(Path path) {
        return path.toString().endsWith(".onnx");
    }

    /** The SHA-256 of a model's file, which identifies it. */
    static String checksum(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? new RunFolder(path).model() : path;
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return "SHA-256 " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Compiles a model to be evaluated, or trained by {@code optimizer}, with classes as targets. */
    static void compile(Model model, Optimizer optimizer) {
        boolean logits = model.losses().stream()
                .anyMatch(Loss::fromLogits);
        model.compile(optimizer, new SparseCategoricalCrossentropy(logits), new SparseCategoricalAccuracy());
    }

    /** As {@link #compile(Model, Optimizer)}, for evaluation. */
    static void compile(Model model) {
        compile(model, model.optimizer().orElseGet(Adam::new));
    }

    /** Whether the model rescales pixels of [0, 255] itself. */
    static boolean takesRawPixels(Model model) {
        List<Layer> layers = model.layers();
        // A normalization of pixels in [0, 1] is a rescaling as well, by factors of 1 and more.
        return layers.size() > 1 && layers.get(1) instanceof Rescaling rescaling
                && rescaling.scales().stream().allMatch(scale -> Math.abs(scale) < LARGEST_FACTOR_OF_BYTES);
    }
}
