package io.fovea.kernels;

import static io.fovea.kernels.ScalarActivation.DENSITY;
import static io.fovea.kernels.ScalarActivation.GELU_CUBE;
import static io.fovea.kernels.ScalarActivation.GELU_SLOPE;
import static io.fovea.kernels.ScalarActivation.ROOT_HALF;
import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ActivationKernel} on vectors, one small loop for each function and pass; {@link ScalarActivation} does what is left
 * at the end of a row.
 */
final class VectorActivation implements ActivationKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarActivation scalar = new ScalarActivation();

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address & MASK, ORDER);
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address & MASK, ORDER);
    }

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    @Override
    public void forward(Curve f, float alpha, int rows, int count, long x, long rowX, long y, long rowY) {
        long whole = 4L * (count - count % Vectors.LANES);
        for (int r = 0; r < rows; r++) {
            forwardRow(f, alpha, whole, x + r * rowX, y + r * rowY);
        }
        scalar.forward(f, alpha, rows, count % Vectors.LANES, x + whole, rowX, y + whole, rowY);
    }

    private static void forwardRow(Curve f, float alpha, long bytes, long x, long y) {
        switch (f) {
            case LINEAR -> linear(bytes, x, y);
            case RELU -> relu(bytes, x, y);
            case LEAKY_RELU -> leaky(bytes, x, y, alpha);
            case ELU -> elu(bytes, x, y, alpha);
            case SIGMOID -> sigmoid(bytes, x, y);
            case TANH -> tanh(bytes, x, y);
            case GELU -> gelu(bytes, x, y);
            case GELU_TANH -> geluTanh(bytes, x, y);
            case SWISH -> swish(bytes, x, y);
        }
    }

    @Override
    public void gradient(
            Curve f, float alpha, int rows, int count,
            long known, long rowKnown, long dy, long rowDy, long dx, long rowDx) {
        long whole = 4L * (count - count % Vectors.LANES);
        for (int r = 0; r < rows; r++) {
            gradientRow(f, alpha, whole, known + r * rowKnown, dy + r * rowDy, dx + r * rowDx);
        }
        scalar.gradient(
                f, alpha, rows, count % Vectors.LANES, known + whole, rowKnown, dy + whole, rowDy, dx + whole, rowDx);
    }

    private static void gradientRow(Curve f, float alpha, long bytes, long known, long dy, long dx) {
        switch (f) {
            case LINEAR -> linear(bytes, dy, dx);
            case RELU -> reluGradient(bytes, known, dy, dx);
            case LEAKY_RELU -> leakyGradient(bytes, known, dy, dx, alpha);
            case ELU -> eluGradient(bytes, known, dy, dx, alpha);
            case SIGMOID -> sigmoidGradient(bytes, known, dy, dx);
            case TANH -> tanhGradient(bytes, known, dy, dx);
            case GELU -> geluGradient(bytes, known, dy, dx);
            case GELU_TANH -> geluTanhGradient(bytes, known, dy, dx);
            case SWISH -> swishGradient(bytes, known, dy, dx);
        }
    }

    private static void linear(long bytes, long x, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            store(load(x + k), y + k);
        }
    }

    private static void relu(long bytes, long from, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(x.max(0), y + k);
        }
    }

    private static void reluGradient(long bytes, long from, long dy, long dx) {
        FloatVector zero = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(zero.blend(d, known.compare(VectorOperators.GT, 0)), dx + k);
        }
    }

    private static void leaky(long bytes, long from, long y, float alpha) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(x.mul(alpha).blend(x, x.compare(VectorOperators.GT, 0)), y + k);
        }
    }

    private static void leakyGradient(long bytes, long from, long dy, long dx, float alpha) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(alpha).blend(d, known.compare(VectorOperators.GT, 0)), dx + k);
        }
    }

    private static void elu(long bytes, long from, long y, float alpha) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(VectorExponential.exp(x).sub(1).mul(alpha).blend(x, x.compare(VectorOperators.GT, 0)), y + k);
        }
    }

    private static void eluGradient(long bytes, long from, long dy, long dx, float alpha) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(known.add(alpha)).blend(d, known.compare(VectorOperators.GT, 0)), dx + k);
        }
    }

    private static void sigmoid(long bytes, long from, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(VectorExponential.sigmoid(x), y + k);
        }
    }

    private static void sigmoidGradient(long bytes, long from, long dy, long dx) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(known.mul(constant(1).sub(known))), dx + k);
        }
    }

    private static void tanh(long bytes, long from, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(VectorExponential.tanh(x), y + k);
        }
    }

    private static void tanhGradient(long bytes, long from, long dy, long dx) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(known.neg().fma(known, constant(1))), dx + k);
        }
    }

    private static void gelu(long bytes, long from, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(x.mul(0.5f).mul(VectorExponential.erf(x.mul(ROOT_HALF)).add(1)), y + k);
        }
    }

    private static void geluGradient(long bytes, long from, long dy, long dx) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(geluSlope(known)), dx + k);
        }
    }

    private static void geluTanh(long bytes, long from, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(x.mul(0.5f).mul(VectorExponential.tanh(geluInner(x)).add(1)), y + k);
        }
    }

    private static void geluTanhGradient(long bytes, long from, long dy, long dx) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(geluTanhSlope(known)), dx + k);
        }
    }

    private static void swish(long bytes, long from, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = load(from + k);
            store(x.mul(VectorExponential.sigmoid(x)), y + k);
        }
    }

    private static void swishGradient(long bytes, long from, long dy, long dx) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = load(from + k);
            FloatVector d = load(dy + k);
            store(d.mul(swishSlope(known)), dx + k);
        }
    }

    private static FloatVector geluSlope(FloatVector x) {
        FloatVector cumulative = VectorExponential.erf(x.mul(ROOT_HALF)).add(1).mul(0.5f);
        return x.mul(DENSITY).fma(VectorExponential.exp(x.mul(x).mul(-0.5f)), cumulative);
    }

    private static FloatVector geluInner(FloatVector x) {
        return x.mul(x).mul(x).fma(constant(GELU_CUBE), x).mul(GELU_SLOPE);
    }

    private static FloatVector geluTanhSlope(FloatVector x) {
        FloatVector t = VectorExponential.tanh(geluInner(x));
        FloatVector inner = x.mul(x).fma(constant(3 * GELU_CUBE), constant(1)).mul(GELU_SLOPE);
        return x.mul(0.5f).mul(t.neg().fma(t, constant(1))).fma(inner, t.add(1).mul(0.5f));
    }

    private static FloatVector swishSlope(FloatVector x) {
        FloatVector s = VectorExponential.sigmoid(x);
        return s.mul(x.fma(constant(1).sub(s), constant(1)));
    }
}
