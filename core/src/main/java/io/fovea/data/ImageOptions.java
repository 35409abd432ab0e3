package io.fovea.data;

import java.util.function.Consumer;

import io.fovea.tensor.Shape;

/**
 * How image files are read.
 *
 * @param size {@code [h, w, 1]} or {@code [h, w, 3]}; all images are resized to it
 * @param skipBroken whether files that can't be read are left out; else they are an error, which names all of them
 * @param warnings receives a line for each file that is left out
 */
public record ImageOptions(Shape size, boolean skipBroken, Consumer<String> warnings) {
    /** Checks the size: {@link DataException} when it is not that of an image. */
    public ImageOptions {
        if (size.rank() != 3 || size.channels() != 1 && size.channels() != 3) {
            throw new DataException("an image can be read as [h, w, 1] or [h, w, 3], but the model takes " + size);
        }
    }

    /** Colour images of {@code 32 x 32} pixels, and no broken ones. */
    public static ImageOptions defaults() {
        return new ImageOptions(Shape.of(32, 32, 3), false, _ -> {});
    }

    /** With another size. */
    public ImageOptions size(Shape other) {
        return new ImageOptions(other, skipBroken, warnings);
    }

    /** Leaving out what can't be read, and reporting it. */
    public ImageOptions skipBroken(Consumer<String> listener) {
        return new ImageOptions(size, true, listener);
    }
}
