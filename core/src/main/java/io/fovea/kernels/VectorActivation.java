package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ActivationKernel} on vectors, one small loop for each function and pass, those with an exponential in
 * {@link VectorExponentials}; {@link ScalarActivation} does the rest of a row.
 */
final class VectorActivation implements ActivationKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarActivation scalar = new ScalarActivation();

    @Override
    public void forward(ElementwiseActivation f, float alpha, int rows, int count, long x, long rowX, long y,
            long rowY) {
        long whole = 4L * (count - count % Vectors.LANES);
        for (int r = 0; r < rows; r++) {
            forwardRow(f, alpha, whole, x + r * rowX & MASK, y + r * rowY & MASK);
        }
        scalar.forward(f, alpha, rows, count % Vectors.LANES, x + whole, rowX, y + whole, rowY);
    }

    private static void forwardRow(ElementwiseActivation f, float alpha, long bytes, long x, long y) {
        switch (f) {
            case LINEAR -> flush(bytes, x, y);
            case RELU -> relu(bytes, x, y);
            case LEAKY_RELU -> leaky(bytes, x, y, alpha);
            case ELU -> VectorExponentials.elu(bytes, x, y, alpha);
            case SIGMOID -> VectorExponentials.sigmoid(bytes, x, y);
            case TANH -> VectorExponentials.tanh(bytes, x, y);
            case GELU -> VectorExponentials.gelu(bytes, x, y);
            case GELU_TANH -> VectorExponentials.geluTanh(bytes, x, y);
            case SWISH -> VectorExponentials.swish(bytes, x, y);
        }
    }

    @Override
    public void gradient(
            ElementwiseActivation f, float alpha, int rows, int count,
            long known, long rowKnown, long dy, long rowDy, long dx, long rowDx) {
        long whole = 4L * (count - count % Vectors.LANES);
        for (int r = 0; r < rows; r++) {
            gradientRow(
                    f, alpha, whole, known + r * rowKnown & MASK, dy + r * rowDy & MASK, dx + r * rowDx & MASK);
        }
        scalar.gradient(
                f, alpha, rows, count % Vectors.LANES, known + whole, rowKnown, dy + whole, rowDy, dx + whole, rowDx);
    }

    private static void gradientRow(ElementwiseActivation f, float alpha, long bytes, long known, long dy, long dx) {
        switch (f) {
            case LINEAR -> flush(bytes, dy, dx);
            case RELU -> reluGradient(bytes, known, dy, dx);
            case LEAKY_RELU -> leakyGradient(bytes, known, dy, dx, alpha);
            case ELU -> eluGradient(bytes, known, dy, dx, alpha);
            case SIGMOID -> sigmoidGradient(bytes, known, dy, dx);
            case TANH -> tanhGradient(bytes, known, dy, dx);
            case GELU -> VectorExponentials.geluGradient(bytes, known, dy, dx);
            case GELU_TANH -> VectorExponentials.geluTanhGradient(bytes, known, dy, dx);
            case SWISH -> VectorExponentials.swishGradient(bytes, known, dy, dx);
        }
    }

    private static void flush(long bytes, long from, long y) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            x.blend(zero, x.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    /**
     * Not by {@code max}: its rules for NaN and -0 take six instructions, this takes two. NaN stays NaN, as with {@code max}.
     * The comparison with {@link Subnormals#TINY} instead of 0 flushes for free.
     */
    private static void relu(long bytes, long from, long y) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            x.blend(zero, x.compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void reluGradient(long bytes, long from, long dy, long dx) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            d = d.blend(zero, d.abs().compare(VectorOperators.LT, tiny));
            zero.blend(d, known.compare(VectorOperators.GT, 0)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    private static void leaky(long bytes, long from, long y, float alpha) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            x = x.mul(alpha).blend(x, x.compare(VectorOperators.GT, 0));
            x.blend(zero, x.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    private static void leakyGradient(long bytes, long from, long dy, long dx, float alpha) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            d = d.mul(alpha).blend(d, known.compare(VectorOperators.GT, 0));
            d.blend(zero, d.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    private static void eluGradient(long bytes, long from, long dy, long dx, float alpha) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            d = d.mul(known.add(alpha)).blend(d, known.compare(VectorOperators.GT, 0));
            d.blend(zero, d.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    private static void sigmoidGradient(long bytes, long from, long dy, long dx) {
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            d = d.mul(known.mul(one.sub(known)));
            d.blend(zero, d.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    private static void tanhGradient(long bytes, long from, long dy, long dx) {
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            d = d.mul(known.neg().fma(known, one));
            d.blend(zero, d.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }
}
