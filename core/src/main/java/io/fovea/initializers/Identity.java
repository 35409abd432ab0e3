package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * The identity matrix: each input goes to the unit of its number. For weights of two dimensions; {@link Dirac} is the same for
 * convolutions.
 *
 * <p>Example: {@code Dense.of(10).kernelInitializer(new Identity())}
 *
 * @param gain factor of the matrix, finite; default 1
 */
public record Identity(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws IllegalArgumentException when it is not finite in float32
     */
    public Identity {
        Check.of("Identity").finite("gain", gain);
    }

    /** With a gain of 1. */
    public Identity() {
        this(1);
    }

    /** @throws IllegalArgumentException when the shape has not two dimensions */
    @Override
    public float[] values(Shape shape, long seed) {
        if (shape.rank() != 2) {
            throw new IllegalArgumentException("Identity: a weight has two dimensions, but got " + shape);
        }
        float[] values = new float[shape.size()];
        int columns = shape.channels();
        for (int i = 0; i < Math.min(shape.dimension(0), columns); i++) {
            values[i * columns + i] = (float) gain;
        }
        return values;
    }
}
