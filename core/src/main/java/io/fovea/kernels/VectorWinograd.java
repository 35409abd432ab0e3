package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;
import static io.fovea.runtime.Memory.STRIDES;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.fovea.runtime.Memory;

/**
 * {@link WinogradKernel} on vectors. Sums that two outputs share are taken once: with {@code e} of the even and {@code o} of
 * the odd points, {@code e + o} and {@code e - o}.
 */
final class VectorWinograd implements WinogradKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public void input(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        Memory.checkStrides(stepFrom, stepTo, 0);
        long in = stepFrom & STRIDES;
        long out = stepTo & STRIDES;
        FloatVector two = FloatVector.broadcast(S, 2);
        FloatVector four = FloatVector.broadcast(S, 4);
        FloatVector five = FloatVector.broadcast(S, -5);
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                long a = from + r * rowFrom + (long) v * BYTES & MASK;
                long c = to + r * rowTo + (long) v * BYTES & MASK;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, a, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, a + in, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, a + 2 * in, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, a + 3 * in, ORDER);
                FloatVector x4 = FloatVector.fromMemorySegment(S, ALL, a + 4 * in, ORDER);
                FloatVector x5 = FloatVector.fromMemorySegment(S, ALL, a + 5 * in, ORDER);
                FloatVector even1 = x4.sub(x2.mul(four));
                FloatVector odd1 = x3.sub(x1.mul(four));
                FloatVector even2 = x4.sub(x2);
                FloatVector odd2 = x3.sub(x1).mul(two);
                x0.fma(four, x2.fma(five, x4)).intoMemorySegment(ALL, c, ORDER);
                even1.add(odd1).intoMemorySegment(ALL, c + out, ORDER);
                even1.sub(odd1).intoMemorySegment(ALL, c + 2 * out, ORDER);
                even2.add(odd2).intoMemorySegment(ALL, c + 3 * out, ORDER);
                even2.sub(odd2).intoMemorySegment(ALL, c + 4 * out, ORDER);
                x1.fma(four, x3.fma(five, x5)).intoMemorySegment(ALL, c + 5 * out, ORDER);
            }
        }
    }

    @Override
    public void output(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo,
            long bias, long stepBias) {
        Memory.checkStrides(stepFrom, stepTo, 0);
        long in = stepFrom & STRIDES;
        long out = stepTo & STRIDES;
        FloatVector two = FloatVector.broadcast(S, 2);
        FloatVector four = FloatVector.broadcast(S, 4);
        FloatVector eight = FloatVector.broadcast(S, 8);
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                long a = from + r * rowFrom + (long) v * BYTES & MASK;
                long c = to + r * rowTo + (long) v * BYTES & MASK;
                FloatVector b = FloatVector.fromMemorySegment(S, ALL, bias + v * stepBias & MASK, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, a + in, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, a + 2 * in, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, a + 3 * in, ORDER);
                FloatVector x4 = FloatVector.fromMemorySegment(S, ALL, a + 4 * in, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, a, ORDER);
                FloatVector x5 = FloatVector.fromMemorySegment(S, ALL, a + 5 * in, ORDER);
                FloatVector even1 = x1.add(x2).add(b);
                FloatVector odd1 = x1.sub(x2).add(b);
                FloatVector even2 = x3.add(x4);
                FloatVector odd2 = x3.sub(x4);
                x0.add(even1).add(even2).intoMemorySegment(ALL, c, ORDER);
                odd2.fma(two, odd1).intoMemorySegment(ALL, c + out, ORDER);
                even2.fma(four, even1).intoMemorySegment(ALL, c + 2 * out, ORDER);
                odd2.fma(eight, odd1).add(x5).intoMemorySegment(ALL, c + 3 * out, ORDER);
            }
        }
    }

    @Override
    public void outputMaximum(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long down, long to, long stepTo, long bias,
            boolean relu, long argmaxMask, long stepMarks) {
        WinogradMaximum.run(
                rows, vectors, from, rowFrom, stepFrom, down, to, stepTo, bias, relu, argmaxMask, stepMarks);
    }

    @Override
    public void outputGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        Memory.checkStrides(stepFrom, stepTo, 0);
        long in = stepFrom & STRIDES;
        long out = stepTo & STRIDES;
        FloatVector two = FloatVector.broadcast(S, 2);
        FloatVector four = FloatVector.broadcast(S, 4);
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                long a = from + r * rowFrom + (long) v * BYTES & MASK;
                long c = to + r * rowTo + (long) v * BYTES & MASK;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, a, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, a + in, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, a + 2 * in, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, a + 3 * in, ORDER);
                FloatVector even1 = x0.add(x2);
                FloatVector odd1 = x1.add(x3);
                FloatVector even2 = x2.fma(four, x0);
                FloatVector odd2 = x3.fma(four, x1).mul(two);
                x0.intoMemorySegment(ALL, c, ORDER);
                even1.add(odd1).intoMemorySegment(ALL, c + out, ORDER);
                even1.sub(odd1).intoMemorySegment(ALL, c + 2 * out, ORDER);
                even2.add(odd2).intoMemorySegment(ALL, c + 3 * out, ORDER);
                even2.sub(odd2).intoMemorySegment(ALL, c + 4 * out, ORDER);
                x3.intoMemorySegment(ALL, c + 5 * out, ORDER);
            }
        }
    }

    @Override
    public void kernel(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        Memory.checkStrides(stepFrom, stepTo, 0);
        long in = stepFrom & STRIDES;
        long out = stepTo & STRIDES;
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                long a = from + r * rowFrom + (long) v * BYTES & MASK;
                long c = to + r * rowTo + (long) v * BYTES & MASK;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, a, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, a + in, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, a + 2 * in, ORDER);
                FloatVector even1 = x0.add(x2).mul(-1 / 6f);
                FloatVector odd1 = x1.mul(-1 / 6f);
                FloatVector even2 = x2.mul(4).add(x0).mul(1 / 24f);
                FloatVector odd2 = x1.mul(1 / 12f);
                x0.mul(0.25f).intoMemorySegment(ALL, c, ORDER);
                even1.add(odd1).intoMemorySegment(ALL, c + out, ORDER);
                even1.sub(odd1).intoMemorySegment(ALL, c + 2 * out, ORDER);
                even2.add(odd2).intoMemorySegment(ALL, c + 3 * out, ORDER);
                even2.sub(odd2).intoMemorySegment(ALL, c + 4 * out, ORDER);
                x2.intoMemorySegment(ALL, c + 5 * out, ORDER);
            }
        }
    }

    @Override
    public void kernelGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        Memory.checkStrides(stepFrom, stepTo, 0);
        long in = stepFrom & STRIDES;
        long out = stepTo & STRIDES;
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                long a = from + r * rowFrom + (long) v * BYTES & MASK;
                long c = to + r * rowTo + (long) v * BYTES & MASK;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, a, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, a + in, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, a + 2 * in, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, a + 3 * in, ORDER);
                FloatVector x4 = FloatVector.fromMemorySegment(S, ALL, a + 4 * in, ORDER);
                FloatVector x5 = FloatVector.fromMemorySegment(S, ALL, a + 5 * in, ORDER);
                FloatVector even1 = x1.add(x2).mul(-1 / 6f);
                FloatVector odd1 = x2.sub(x1).mul(1 / 6f);
                FloatVector even2 = x3.add(x4);
                FloatVector odd2 = x3.sub(x4);
                x0.mul(0.25f).add(even1).add(even2.mul(1 / 24f)).intoMemorySegment(ALL, c, ORDER);
                odd1.add(odd2.mul(1 / 12f)).intoMemorySegment(ALL, c + out, ORDER);
                even1.add(even2.mul(1 / 6f)).add(x5).intoMemorySegment(ALL, c + 2 * out, ORDER);
            }
        }
    }
}
