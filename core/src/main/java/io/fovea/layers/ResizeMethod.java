package io.fovea.layers;

import io.fovea.ops.resampling.Interpolation;

/** How the pixels of an image of another size are made. Keras's {@code interpolation}. */
public enum ResizeMethod {
    /** The nearest pixel. */
    NEAREST,
    /** A straight line between the two nearest pixels along each axis. */
    BILINEAR,
    /** Keys's cubic curve through the four nearest pixels along each axis, with a = -0.5. */
    BICUBIC;

    /** Along an axis of {@code from} pixels that become {@code to}. */
    Interpolation along(int from, int to) {
        return switch (this) {
            case NEAREST -> Interpolation.nearest(from, to);
            case BILINEAR -> Interpolation.bilinear(from, to);
            case BICUBIC -> Interpolation.bicubic(from, to);
        };
    }
}
