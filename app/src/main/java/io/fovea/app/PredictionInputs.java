package io.fovea.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.fovea.Model;
import io.fovea.data.ByteSamples;
import io.fovea.data.FloatSamples;
import io.fovea.data.Npy;
import io.fovea.data.Pictures;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Samples to ask a model about, with the names that the answers bear.
 *
 * @param names one for each sample
 * @param inputs the samples, for each input of the model
 */
record PredictionInputs(List<String> names, List<Samples> inputs) {
    /**
     * Reads INPUT... for a model: one group for neighbouring pictures and one for each array.
     *
     * @throws Failure when a file is missing or the model can't take such files
     */
    static List<PredictionInputs> read(Model model, List<Path> paths) {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new Failure("no such picture, folder or .npy file: " + path);
            }
        }
        if (model.inputs().size() > 1) {
            return List.of(severalInputs(model, paths));
        }
        Shape shape = model.shape(model.inputs().getFirst());
        List<PredictionInputs> groups = new ArrayList<>();
        List<Path> pictures = new ArrayList<>();
        for (Path path : paths) {
            if (isArray(path)) {
                addPictures(model, pictures, shape, groups);
                Tensor tensor = Npy.read(path);
                groups.add(new PredictionInputs(names(path, tensor.count()), List.of(new FloatSamples(tensor))));
            } else {
                pictures.addAll(Files.isDirectory(path) ? Pictures.in(path) : List.of(path));
            }
        }
        addPictures(model, pictures, shape, groups);
        if (groups.isEmpty()) {
            throw new Failure("there is no picture in " + paths);
        }
        return groups;
    }

    private static void addPictures(Model model, List<Path> pictures, Shape shape, List<PredictionInputs> groups) {
        if (pictures.isEmpty()) {
            return;
        }
        if (shape.rank() != 3) {
            throw new Failure("the model takes no pictures but samples of shape " + shape + ": give .npy files");
        }
        ByteSamples samples = Pictures.of(List.copyOf(pictures), shape);
        groups.add(new PredictionInputs(
                pictures.stream().map(Path::toString).toList(),
                List.of(ModelReader.takesRawPixels(model) ? samples.unscaled() : samples)));
        pictures.clear();
    }

    private static PredictionInputs severalInputs(Model model, List<Path> paths) {
        if (paths.size() != model.inputs().size() || !paths.stream().allMatch(PredictionInputs::isArray)) {
            throw new Failure(
                    "the model has " + model.inputs().size() + " inputs: give one .npy file for each, in the order "
                            + model.inputs().stream().map(node -> model.layerName(node.layer())).toList());
        }
        List<Tensor> tensors = paths.stream().map(Npy::read).toList();
        return new PredictionInputs(
                names(paths.getFirst(), tensors.getFirst().count()),
                tensors.stream().map(tensor -> (Samples) new FloatSamples(tensor)).toList());
    }

    private static boolean isArray(Path path) {
        return !Files.isDirectory(path) && path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private static List<String> names(Path path, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(path + "[" + i + "]");
        }
        return names;
    }
}
