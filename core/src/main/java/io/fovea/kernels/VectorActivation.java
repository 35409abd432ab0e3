package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ActivationKernel} on vectors: the loops of {@link VectorLoops} on whole vectors; {@link ScalarActivation} does the rest
 * of a row.
 */
final class VectorActivation implements ActivationKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarActivation scalar = new ScalarActivation();

    private static int tail(int count) {
        return count % Vectors.LANES;
    }

    private static long whole(int count) {
        return 4L * (count - tail(count));
    }

    @Override
    public void forward(ElementwiseFunction f, int rows, int count, long x, long rowX, long y, long rowY) {
        long whole = whole(count);
        VectorLoops.Forward loop = VectorLoops.of(f.kind()).forward();
        for (int r = 0; r < rows; r++) {
            loop.run(whole, x + r * rowX & MASK, y + r * rowY & MASK, f.a(), f.b(), f.c());
        }
        scalar.forward(f, rows, tail(count), x + whole, rowX, y + whole, rowY);
    }

    @Override
    public void gradient(
            ElementwiseFunction f, int rows, int count, long known, long rowKnown, long dy, long rowDy, long dx,
            long rowDx) {
        long whole = whole(count);
        VectorLoops.Gradient loop = VectorLoops.of(f.kind()).gradient();
        for (int r = 0; r < rows; r++) {
            loop.run(
                    whole, known + r * rowKnown & MASK, dy + r * rowDy & MASK, dx + r * rowDx & MASK, f.a(), f.b(),
                    f.c());
        }
        scalar.gradient(f, rows, tail(count), known + whole, rowKnown, dy + whole, rowDy, dx + whole, rowDx);
    }

    @Override
    public void gate(int rows, int count, long values, long gates, long rowX, long y, long rowY) {
        long whole = whole(count);
        for (int r = 0; r < rows; r++) {
            VectorExponentials.gate(whole, values + r * rowX & MASK, gates + r * rowX & MASK, y + r * rowY & MASK);
        }
        scalar.gate(rows, tail(count), values + whole, gates + whole, rowX, y + whole, rowY);
    }

    @Override
    public void gateGradient(
            int rows, int count, long values, long gates, long rowX, long dy, long rowDy, long dValues, long dGates,
            long rowDx) {
        long whole = whole(count);
        for (int r = 0; r < rows; r++) {
            VectorExponentials.gateGradient(
                    whole, values + r * rowX & MASK, gates + r * rowX & MASK, dy + r * rowDy & MASK,
                    dValues + r * rowDx & MASK, dGates + r * rowDx & MASK);
        }
        scalar.gateGradient(
                rows, tail(count), values + whole, gates + whole, rowX, dy + whole, rowDy, dValues + whole,
                dGates + whole, rowDx);
    }

    @Override
    public void greatestPiece(int rows, int count, int pieces, long x, long rowX, long y, long rowY) {
        long whole = whole(count);
        for (int r = 0; r < rows; r++) {
            greatest(whole, pieces, 4L * count, x + r * rowX & MASK, y + r * rowY & MASK);
        }
        scalar.greatestPiece(rows, tail(count), pieces, x + whole, rowX, 4L * count, y + whole, rowY);
    }

    private static void greatest(long bytes, int pieces, long piece, long x, long y) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector greatest = FloatVector.fromMemorySegment(S, ALL, x + k, ORDER);
            for (int p = 1; p < pieces; p++) {
                greatest = greatest.max(FloatVector.fromMemorySegment(S, ALL, x + p * piece + k, ORDER));
            }
            greatest.intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void greatestPieceGradient(
            int rows, int count, int pieces, long x, long rowX, long y, long rowY, long dy, long rowDy, long dx,
            long rowDx) {
        long whole = whole(count);
        for (int r = 0; r < rows; r++) {
            greatestGradient(
                    whole, pieces, 4L * count, x + r * rowX & MASK, y + r * rowY & MASK, dy + r * rowDy & MASK,
                    dx + r * rowDx & MASK);
        }
        scalar.greatestPieceGradient(
                rows, tail(count), pieces, 4L * count, x + whole, rowX, y + whole, rowY, dy + whole, rowDy, dx + whole,
                rowDx);
    }

    private static void greatestGradient(
            long bytes, int pieces, long piece, long x, long y, long dy, long dx) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector greatest = FloatVector.fromMemorySegment(S, ALL, y + k, ORDER);
            FloatVector left = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            left = left.blend(zero, left.abs().compare(VectorOperators.LT, tiny));
            for (int p = 0; p < pieces; p++) {
                VectorMask<Float> takes = FloatVector.fromMemorySegment(S, ALL, x + p * piece + k, ORDER)
                        .compare(VectorOperators.EQ, greatest);
                zero.blend(left, takes).intoMemorySegment(ALL, dx + p * piece + k, ORDER);
                left = left.blend(zero, takes);
            }
        }
    }
}
