package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * Images of another size, without antialiasing. Input {@code [n, h, w, c]}, output {@code [n, height, width, c]}. No weights.
 *
 * <p>Example: {@code Resizing.of(224, 224).aspect(Resizing.Aspect.CROP)}
 *
 * @param name of the layer; empty: automatic
 * @param height rows of the output, 1 or more
 * @param width columns of the output, 1 or more
 * @param interpolation how the new pixels are made; default {@link ResizeMethod#BILINEAR}
 * @param aspect what happens where the sides have another ratio; default {@link Aspect#STRETCH}
 */
public record Resizing(String name, int height, int width, ResizeMethod interpolation, Aspect aspect)
        implements ComposedLayer {
    /** What happens where input and output have another ratio of height and width. */
    public enum Aspect {
        /** The image is stretched. */
        STRETCH,
        /** The largest part in the middle with the output's ratio is taken. Keras's {@code crop_to_aspect_ratio}. */
        CROP,
        /** Zeros are added around it, up to the output's ratio. Keras's {@code pad_to_aspect_ratio}. */
        PAD
    }

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is below 1
     */
    public Resizing {
        Check.of("Resizing")
                .present("name", name)
                .atLeast(1, "height", height)
                .atLeast(1, "width", width)
                .present("interpolation", interpolation)
                .present("aspect", aspect);
    }

    /** To this size, stretched, bilinear. */
    public static Resizing of(int height, int width) {
        return new Resizing("", height, width, ResizeMethod.BILINEAR, Aspect.STRETCH);
    }

    @Override
    public Resizing named(String newName) {
        return new Resizing(newName, height, width, interpolation, aspect);
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public Resizing interpolation(ResizeMethod method) {
        return new Resizing(name, height, width, method, aspect);
    }

    /** With this treatment of another ratio of height and width; default {@link Aspect#STRETCH}. */
    public Resizing aspect(Aspect treatment) {
        return new Resizing(name, height, width, interpolation, treatment);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.featureMap(inputs);
        SymbolicTensor part = switch (aspect) {
            case STRETCH -> x;
            case CROP -> cropped(x);
            case PAD -> padded(x);
        };
        return ImageTensor.of(part).resized(height, width, interpolation);
    }

    private int heightFor(int columns) {
        return (int) ((double) columns * height / width);
    }

    private int widthFor(int rows) {
        return (int) ((double) rows * width / height);
    }

    private SymbolicTensor cropped(SymbolicTensor x) {
        int rows = x.shape().dimension(0);
        int columns = x.shape().dimension(1);
        int cropRows = Math.max(1, Math.min(rows, heightFor(columns)));
        int cropColumns = Math.max(1, Math.min(columns, widthFor(rows)));
        int top = (rows - cropRows) / 2;
        int left = (columns - cropColumns) / 2;
        return x.slice(SymbolicTensor.HEIGHT, top, top + cropRows).slice(SymbolicTensor.WIDTH, left,
                left + cropColumns);
    }

    private SymbolicTensor padded(SymbolicTensor x) {
        int rows = x.shape().dimension(0);
        int columns = x.shape().dimension(1);
        // As many on both sides: of an odd number of missing rows Keras leaves one out.
        int top = (Math.max(rows, heightFor(columns)) - rows) / 2;
        int left = (Math.max(columns, widthFor(rows)) - columns) / 2;
        return x.pad(SymbolicTensor.HEIGHT, top, top).pad(SymbolicTensor.WIDTH, left, left);
    }
}
