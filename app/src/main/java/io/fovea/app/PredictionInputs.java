package io.fovea.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.fovea.Model;
import io.fovea.data.ByteSamples;
import io.fovea.data.FloatSamples;
import io.fovea.data.ImageFiles;
import io.fovea.data.ImageOptions;
import io.fovea.data.LoadedImages;
import io.fovea.data.Npy;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Samples to predict, with their names in the output.
 *
 * @param names one for each sample
 * @param inputs the samples, for each input of the model
 */
record PredictionInputs(List<String> names, List<Samples> inputs) {
    /**
     * Reads INPUT... for a model: one group for neighboring images and one for each array.
     *
     * @throws Failure when a file is missing or the model can't take such files
     */
    static List<PredictionInputs> read(Model model, List<Path> paths, ImageOptions options) {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new Failure("no such image, folder or .npy file: " + path);
            }
        }
        if (model.inputs().size() > 1) {
            return List.of(severalInputs(model, paths));
        }
        Shape shape = model.shape(model.inputs().getFirst());
        List<PredictionInputs> groups = new ArrayList<>();
        List<Path> images = new ArrayList<>();
        for (Path path : paths) {
            if (isArray(path)) {
                addImages(model, images, shape, options, groups);
                Tensor tensor = Npy.read(path);
                groups.add(new PredictionInputs(names(path, tensor.count()), List.of(new FloatSamples(tensor))));
            } else {
                images.addAll(Files.isDirectory(path) ? ImageFiles.under(path) : List.of(path));
            }
        }
        addImages(model, images, shape, options, groups);
        if (groups.isEmpty()) {
            throw new Failure("there is no image in " + paths);
        }
        return groups;
    }

    private static void addImages(Model model, List<Path> images, Shape shape, ImageOptions options,
            List<PredictionInputs> groups) {
        if (images.isEmpty()) {
            return;
        }
        if (shape.rank() != 3) {
            throw new Failure("the model takes no images but samples of shape " + shape + ": give .npy files");
        }
        LoadedImages loaded = ImageFiles.load(List.copyOf(images), options.size(shape));
        ByteSamples samples = loaded.samples();
        groups.add(new PredictionInputs(
                loaded.files().stream().map(Path::toString).toList(),
                List.of(ModelReader.takesRawPixels(model) ? samples.unscaled() : samples)));
        images.clear();
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
