package io.fovea.kernels;

/**
 * An elementwise function with its parameters; 0 where it has fewer than three.
 *
 * @param kind which function
 * @param a its first parameter
 * @param b its second
 * @param c its third
 * @param keepsZero whether 0 stays 0; else padding must be cleared afterwards
 * @param keepsZeroGradient whether a gradient of 0 at 0 stays 0, as it does but where the derivative is infinite
 */
public record ElementwiseFunction(
        ElementwiseActivation kind, float a, float b, float c, boolean keepsZero, boolean keepsZeroGradient) {
    /** x itself. */
    public static final ElementwiseFunction LINEAR = of(ElementwiseActivation.LINEAR);

    /**
     * The function {@code kind}.
     *
     * @param parameters up to three; 0 for those that are missing
     * @throws IllegalArgumentException when there are more than three
     */
    public static ElementwiseFunction of(ElementwiseActivation kind, double... parameters) {
        if (parameters.length > 3) {
            throw new IllegalArgumentException(kind + " has at most 3 parameters, but got " + parameters.length);
        }
        float a = parameters.length > 0 ? (float) parameters[0] : 0;
        float b = parameters.length > 1 ? (float) parameters[1] : 0;
        float c = parameters.length > 2 ? (float) parameters[2] : 0;
        // Derived, so that no table can be wrong about it.
        boolean keepsZero = Subnormals.flush(kind.scalar().at(0, a, b, c)) == 0;
        return new ElementwiseFunction(
                kind, a, b, c, keepsZero, kind.scalarGradient().at(0, 0, a, b, c) == 0);
    }

    /** f(x), zero or at least {@link Subnormals#TINY}. */
    float value(float x) {
        return Subnormals.flush(kind.scalar().at(x, a, b, c));
    }

    /** {@code d} times the derivative, flushed as well. */
    float gradient(float known, float d) {
        return Subnormals.flush(kind.scalarGradient().at(known, d, a, b, c));
    }
}
