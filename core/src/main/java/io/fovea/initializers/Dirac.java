package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * A convolution that changes nothing: the kernel's middle pixel hands each input channel to the filter of its number, all else of these
 * filters is 0 (Zagoruyko and Komodakis, arXiv:1706.00388). More filters than channels are those of {@code others}, more channels than
 * filters are not seen. Keras has no such initializer.
 *
 * <p>Example: {@code Conv2D.of(16, 3).padding(SAME).kernelInitializer(new Dirac())}
 *
 * @param gain factor of the kernel, finite; default 1
 * @param others makes the filters that there are more than channels; default zeros
 */
public record Dirac(double gain, Initializer others) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws IllegalArgumentException when it is not finite in float32
     */
    public Dirac {
        Check.of("Dirac").finite("gain", gain).present("others", others);
    }

    /** With a gain of 1. */
    public Dirac() {
        this(1);
    }

    /** With this gain. */
    public Dirac(double gain) {
        this(gain, Constant.ZEROS);
    }

    /** With these filters beyond the channels; default zeros. */
    public Dirac others(Initializer further) {
        return new Dirac(gain, further);
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
        float[] values = others.values(shape, seed);
        for (int k = 0; k < values.length; k++) {
            if (k % filters < inputs) {
                boolean isMiddle = k / (filters * inputs) == pixel && k / filters % inputs == k % filters;
                values[k] = isMiddle ? (float) gain : 0;
            }
        }
        return values;
    }
}
