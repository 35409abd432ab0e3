package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Weights whose variance is {@code scale / fan}, so that the variance of activations stays the same from layer to layer. The
 * six usual ones are constants here.
 *
 * <p>Example: {@code Conv2D.of(16, 3).kernelInitializer(VarianceScaling.HE_NORMAL)}
 *
 * @param scale greater than 0; default 1
 * @param fan what the variance is divided by, Keras's {@code mode}; default the inputs of a unit
 * @param distribution uniform, normal, or normal cut off at two standard deviations; default the last
 */
public record VarianceScaling(double scale, Fan fan, Distribution distribution) implements Initializer {
    /**
     * Checks the scale.
     *
     * @throws IllegalArgumentException when it is not greater than 0 or not finite in float32
     */
    public VarianceScaling {
        Check.of("VarianceScaling")
                .positive("scale", scale)
                .present("fan", fan)
                .present("distribution", distribution);
    }

    /** Scale 1, by inputs, a truncated normal distribution: Keras's defaults, and the same as {@link #LECUN_NORMAL}. */
    public VarianceScaling() {
        this(1, Fan.IN, Distribution.TRUNCATED_NORMAL);
    }

    /** What the variance is divided by. */
    public enum Fan {
        /** Inputs of a unit. */
        IN,
        /** The outputs that an input goes to. */
        OUT,
        /** The mean of a unit's inputs and outputs. */
        AVERAGE
    }

    /** The distribution's shape. */
    public enum Distribution {
        /** Uniform. */
        UNIFORM,
        /** Normal, drawn again where it is further than two standard deviations from 0. */
        TRUNCATED_NORMAL,
        /** Normal. */
        UNTRUNCATED_NORMAL
    }

    /** Glorot and Bengio, 2010: uniform within sqrt(6 / (in + out)). The default of kernels. */
    public static final VarianceScaling GLOROT_UNIFORM = new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);
    /** Glorot and Bengio, 2010: normal with variance 2 / (in + out). */
    public static final VarianceScaling GLOROT_NORMAL =
            new VarianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL);
    /** He et al., arXiv:1502.01852: uniform within sqrt(6 / in). */
    public static final VarianceScaling HE_UNIFORM = new VarianceScaling(2, Fan.IN, Distribution.UNIFORM);
    /** He et al., arXiv:1502.01852: normal with variance 2 / in. */
    public static final VarianceScaling HE_NORMAL = new VarianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL);

    /** LeCun et al., 1998: uniform within sqrt(3 / in). */
    public static final VarianceScaling LECUN_UNIFORM = new VarianceScaling(1, Fan.IN, Distribution.UNIFORM);
    /** LeCun et al., 1998: normal with variance 1 / in. */
    public static final VarianceScaling LECUN_NORMAL = new VarianceScaling();

    /** Standard deviation of a standard normal distribution cut off at 2. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    @Override
    public float[] values(Shape shape, long seed) {
        double variance = scale / Math.max(1, fan(shape));
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) switch (distribution) {
                case UNIFORM -> Math.sqrt(3 * variance) * (2 * Randoms.uniform(seed, i) - 1);
                case TRUNCATED_NORMAL -> Math.sqrt(variance) / TRUNCATED_DEVIATION
                        * TruncatedNormal.standard(seed, i);
                case UNTRUNCATED_NORMAL -> Math.sqrt(variance) * Randoms.normal(seed, i);
            };
        }
        return values;
    }

    private double fan(Shape shape) {
        int rank = shape.rank();
        if (rank == 1) {
            return shape.dimension(0);
        }
        double receptiveField = 1;
        for (int axis = 0; axis < rank - 2; axis++) {
            receptiveField *= shape.dimension(axis);
        }
        double in = receptiveField * shape.dimension(rank - 2);
        double out = receptiveField * shape.dimension(rank - 1);
        return switch (fan) {
            case IN -> in;
            case OUT -> out;
            case AVERAGE -> (in + out) / 2;
        };
    }
}
