package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link UpdateKernel} on vectors; {@link ScalarUpdates} does the rest. */
final class VectorUpdates implements UpdateKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarUpdates scalar = new ScalarUpdates();

    private static long whole(int count) {
        return 4L * (count - count % LANES);
    }

    @Override
    public void sgd(int count, long w, long g, float rate) {
        long whole = whole(count);
        sgd(whole, w & MASK, g & MASK, rate);
        scalar.sgd(count % LANES, w + whole, g + whole, rate);
    }

    private static void sgd(long bytes, long w, long g, float rate) {
        FloatVector r = FloatVector.broadcast(S, -rate);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + k, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + k, ORDER);
            weight = gradient.fma(r, weight);
            weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, w + k, ORDER);
        }
    }

    @Override
    public void momentum(int count, long w, long v, long g, float rate, float momentum, boolean nesterov) {
        long whole = whole(count);
        if (nesterov) {
            nesterov(whole, w & MASK, v & MASK, g & MASK, rate, momentum);
        } else {
            momentum(whole, w & MASK, v & MASK, g & MASK, rate, momentum);
        }
        scalar.momentum(count % LANES, w + whole, v + whole, g + whole, rate, momentum, nesterov);
    }

    private static void momentum(long bytes, long w, long v, long g, float rate, float momentum) {
        FloatVector r = FloatVector.broadcast(S, -rate);
        FloatVector m = FloatVector.broadcast(S, momentum);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + k, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector step = gradient.mul(r);
            FloatVector velocity = FloatVector.fromMemorySegment(S, ALL, v + k, ORDER).fma(m, step);
            velocity = velocity.blend(zero, velocity.abs().compare(VectorOperators.LT, tiny));
            velocity.intoMemorySegment(ALL, v + k, ORDER);
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + k, ORDER);
            weight = weight.add(velocity);
            weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, w + k, ORDER);
        }
    }

    private static void nesterov(long bytes, long w, long v, long g, float rate, float momentum) {
        FloatVector r = FloatVector.broadcast(S, -rate);
        FloatVector m = FloatVector.broadcast(S, momentum);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + k, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector step = gradient.mul(r);
            FloatVector velocity = FloatVector.fromMemorySegment(S, ALL, v + k, ORDER).fma(m, step);
            velocity = velocity.blend(zero, velocity.abs().compare(VectorOperators.LT, tiny));
            velocity.intoMemorySegment(ALL, v + k, ORDER);
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + k, ORDER);
            weight = weight.add(velocity.fma(m, step));
            weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, w + k, ORDER);
        }
    }

    @Override
    public void adam(
            int count, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon) {
        long whole = whole(count);
        adam(whole, w & MASK, m & MASK, v & MASK, g & MASK, rate, gain1, gain2, epsilon);
        scalar.adam(count % LANES, w + whole, m + whole, v + whole, g + whole, rate, gain1, gain2, epsilon);
    }

    private static void adam(
            long bytes, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon) {
        FloatVector g1 = FloatVector.broadcast(S, gain1);
        FloatVector g2 = FloatVector.broadcast(S, gain2);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + k, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector mean = FloatVector.fromMemorySegment(S, ALL, m + k, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + k, ORDER);
            mean = gradient.sub(mean).fma(g1, mean);
            mean = mean.blend(zero, mean.abs().compare(VectorOperators.LT, tiny));
            square = gradient.fma(gradient, square.neg()).fma(g2, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            mean.intoMemorySegment(ALL, m + k, ORDER);
            square.intoMemorySegment(ALL, v + k, ORDER);
            FloatVector step = mean.mul(rate).div(square.sqrt().add(epsilon));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + k, ORDER).sub(step);
            weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, w + k, ORDER);
        }
    }
}
