package io.fovea.app;

import java.util.Arrays;

import io.fovea.Augmentation;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.layers.Range;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** The images of a sheet that shows augmentation: in each row one image, then what some steps would make of it. */
final class AugmentedSheet {
    /** The image and the changed ones. */
    static final int COLUMNS = 10;

    private AugmentedSheet() {}

    /**
     * The rows, as many as {@link DataCommand} shows.
     *
     * @throws UsageException when the changes are not for such images
     */
    static Dataset of(Dataset data, AugmentList changes) {
        Samples images = data.images();
        Shape shape = images.shape();
        Range values = AugmentedModel.range(images);
        Augmentation augmentation = new Augmentation(changes.layers(shape, values));
        int rows = Math.min(DataCommand.ROWS, images.size());
        float[] all = new float[rows * shape.size()];
        for (int r = 0; r < rows; r++) {
            images.read(r, all, r * shape.size());
        }
        Samples first = new FloatSamples(new Tensor(rows, shape, all));
        float[] sheet = new float[COLUMNS * all.length];
        for (int column = 0; column < COLUMNS; column++) {
            float[] pixels = column == 0 ? all : augmentation.apply(first, 1, column).values();
            for (int i = 0; i < pixels.length; i++) {
                int row = i / shape.size();
                sheet[(row * COLUMNS + column) * shape.size() + i % shape.size()] =
                        (float) Math.clamp(pixels[i], values.low(), values.high());
            }
        }
        return Dataset.of(
                new FloatSamples(new Tensor(rows * COLUMNS, shape, sheet)), labels(data, rows), data.classNames());
    }

    private static Samples labels(Dataset data, int rows) {
        int[] labels = new int[rows * COLUMNS];
        int[] known = ClassNames.labels(data);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(labels, row * COLUMNS, (row + 1) * COLUMNS, known[row]);
        }
        return new Labels(labels);
    }
}
