package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * A convolution that changes nothing: the kernel's middle pixel hands each input channel to the filter of its number, all else is
 * 0 (Zagoruyko and Komodakis, arXiv:1706.00388). More filters than channels are 0, more channels than filters are not seen. Keras has
 * no such initializer.
 *
 * <p>Example: {@code Conv2D.of(16, 3).padding(SAME).kernelInitializer(new Dirac())}
 *
 * @param gain factor of the kernel, finite; default 1
 */
public record Dirac(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws IllegalArgumentException when it is not finite in float32
     */
    public Dirac {
        Check.of("Dirac").finite("gain", gain);
    }

    /** With a gain of 1. */
    public Dirac() {
        this(1);
    }

    /** @throws IllegalArgumentException when the shape is not {@code [height, width, inputs, filters]} */
    @Override
    public float[] values(Shape shape, long seed) {
        if (shape.rank() != 4) {
            throw new IllegalArgumentException(
                    "Dirac: a weight has the shape [height, width, inputs, filters], but got " + shape);
        }
        int inputs = shape.dimension(2);
        int filters = shape.channels();
        // The middle as padding "same" puts it: of an even size, the pixel before the middle.
        int pixel = (shape.dimension(0) - 1) / 2 * shape.dimension(1) + (shape.dimension(1) - 1) / 2;
        float[] values = new float[shape.size()];
        for (int i = 0; i < Math.min(inputs, filters); i++) {
            values[(pixel * inputs + i) * filters + i] = (float) gain;
        }
        return values;
    }
}
