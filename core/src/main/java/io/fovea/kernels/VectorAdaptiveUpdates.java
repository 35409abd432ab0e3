package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link AdaptiveKernel} on vectors; {@link ScalarAdaptiveUpdates} does the rest. */
final class VectorAdaptiveUpdates implements AdaptiveKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarAdaptiveUpdates scalar = new ScalarAdaptiveUpdates();

    private static long whole(int count) {
        return 4L * (count - count % LANES);
    }

    @Override
    public void amsgrad(int count, long w, long m, long v, long h, long g, float rate, float gain1, float gain2,
            float epsilon) {
        long whole = whole(count);
        amsgrad(whole, w & MASK, m & MASK, v & MASK, h & MASK, g & MASK, rate, gain1, gain2, epsilon);
        scalar.amsgrad(count % LANES, w + whole, m + whole, v + whole, h + whole, g + whole, rate, gain1, gain2,
                epsilon);
    }

    private static void amsgrad(long bytes, long w, long m, long v, long h, long g, float rate, float gain1,
            float gain2, float epsilon) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gain1s = FloatVector.broadcast(S, gain1);
        FloatVector gain2s = FloatVector.broadcast(S, gain2);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector mean = FloatVector.fromMemorySegment(S, ALL, m + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            FloatVector largest = FloatVector.fromMemorySegment(S, ALL, h + i, ORDER);
            mean = gradient.sub(mean).fma(gain1s, mean);
            mean = mean.blend(zero, mean.abs().compare(VectorOperators.LT, tiny));
            square = gradient.fma(gradient, square.neg()).fma(gain2s, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            largest = largest.max(square);
            weight = weight.sub(mean.mul(rates).div(largest.sqrt().add(epsilons)));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            mean.intoMemorySegment(ALL, m + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
            largest.intoMemorySegment(ALL, h + i, ORDER);
        }
    }

    @Override
    public void rmsprop(int count, long w, long v, long g, float rate, float gain, float epsilon) {
        long whole = whole(count);
        rmsprop(whole, w & MASK, v & MASK, g & MASK, rate, gain, epsilon);
        scalar.rmsprop(count % LANES, w + whole, v + whole, g + whole, rate, gain, epsilon);
    }

    private static void rmsprop(long bytes, long w, long v, long g, float rate, float gain, float epsilon) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gains = FloatVector.broadcast(S, gain);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            square = gradient.fma(gradient, square.neg()).fma(gains, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            weight = weight.sub(gradient.mul(rates).div(square.add(epsilons).sqrt()));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
        }
    }

    @Override
    public void rmspropMomentum(int count, long w, long v, long k, long g, float rate, float gain, float epsilon,
            float momentum) {
        long whole = whole(count);
        rmspropMomentum(whole, w & MASK, v & MASK, k & MASK, g & MASK, rate, gain, epsilon, momentum);
        scalar.rmspropMomentum(count % LANES, w + whole, v + whole, k + whole, g + whole, rate, gain, epsilon,
                momentum);
    }

    private static void rmspropMomentum(long bytes, long w, long v, long k, long g, float rate, float gain,
            float epsilon, float momentum) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gains = FloatVector.broadcast(S, gain);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector momentums = FloatVector.broadcast(S, momentum);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            FloatVector velocity = FloatVector.fromMemorySegment(S, ALL, k + i, ORDER);
            square = gradient.fma(gradient, square.neg()).fma(gains, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            velocity = velocity.fma(momentums, gradient.mul(rates).div(square.add(epsilons).sqrt()));
            velocity = velocity.blend(zero, velocity.abs().compare(VectorOperators.LT, tiny));
            weight = weight.sub(velocity);
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
            velocity.intoMemorySegment(ALL, k + i, ORDER);
        }
    }

    @Override
    public void centered(int count, long w, long v, long a, long g, float rate, float gain, float epsilon) {
        long whole = whole(count);
        centered(whole, w & MASK, v & MASK, a & MASK, g & MASK, rate, gain, epsilon);
        scalar.centered(count % LANES, w + whole, v + whole, a + whole, g + whole, rate, gain, epsilon);
    }

    private static void centered(long bytes, long w, long v, long a, long g, float rate, float gain, float epsilon) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gains = FloatVector.broadcast(S, gain);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            FloatVector average = FloatVector.fromMemorySegment(S, ALL, a + i, ORDER);
            square = gradient.fma(gradient, square.neg()).fma(gains, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            average = gradient.sub(average).fma(gains, average);
            average = average.blend(zero, average.abs().compare(VectorOperators.LT, tiny));
            weight = weight.sub(gradient.mul(rates).div(average.neg().fma(average, square).add(epsilons).sqrt()));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
            average.intoMemorySegment(ALL, a + i, ORDER);
        }
    }

    @Override
    public void centeredMomentum(int count, long w, long v, long k, long a, long g, float rate, float gain,
            float epsilon, float momentum) {
        long whole = whole(count);
        centeredMomentum(whole, w & MASK, v & MASK, k & MASK, a & MASK, g & MASK, rate, gain, epsilon, momentum);
        scalar.centeredMomentum(count % LANES, w + whole, v + whole, k + whole, a + whole, g + whole, rate, gain,
                epsilon, momentum);
    }

    private static void centeredMomentum(long bytes, long w, long v, long k, long a, long g, float rate, float gain,
            float epsilon, float momentum) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gains = FloatVector.broadcast(S, gain);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector momentums = FloatVector.broadcast(S, momentum);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            FloatVector velocity = FloatVector.fromMemorySegment(S, ALL, k + i, ORDER);
            FloatVector average = FloatVector.fromMemorySegment(S, ALL, a + i, ORDER);
            square = gradient.fma(gradient, square.neg()).fma(gains, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            average = gradient.sub(average).fma(gains, average);
            average = average.blend(zero, average.abs().compare(VectorOperators.LT, tiny));
            velocity = velocity.fma(momentums,
                    gradient.mul(rates).div(average.neg().fma(average, square).add(epsilons).sqrt()));
            velocity = velocity.blend(zero, velocity.abs().compare(VectorOperators.LT, tiny));
            weight = weight.sub(velocity);
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
            velocity.intoMemorySegment(ALL, k + i, ORDER);
            average.intoMemorySegment(ALL, a + i, ORDER);
        }
    }

    @Override
    public void adamax(int count, long w, long m, long u, long g, float rate, float gain1, float beta2, float epsilon) {
        long whole = whole(count);
        adamax(whole, w & MASK, m & MASK, u & MASK, g & MASK, rate, gain1, beta2, epsilon);
        scalar.adamax(count % LANES, w + whole, m + whole, u + whole, g + whole, rate, gain1, beta2, epsilon);
    }

    private static void adamax(long bytes, long w, long m, long u, long g, float rate, float gain1, float beta2,
            float epsilon) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gain1s = FloatVector.broadcast(S, gain1);
        FloatVector beta2s = FloatVector.broadcast(S, beta2);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector mean = FloatVector.fromMemorySegment(S, ALL, m + i, ORDER);
            FloatVector norm = FloatVector.fromMemorySegment(S, ALL, u + i, ORDER);
            mean = gradient.sub(mean).fma(gain1s, mean);
            mean = mean.blend(zero, mean.abs().compare(VectorOperators.LT, tiny));
            norm = norm.mul(beta2s).max(gradient.abs());
            norm = norm.blend(zero, norm.abs().compare(VectorOperators.LT, tiny));
            weight = weight.sub(mean.mul(rates).div(norm.add(epsilons)));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            mean.intoMemorySegment(ALL, m + i, ORDER);
            norm.intoMemorySegment(ALL, u + i, ORDER);
        }
    }

    @Override
    public void nadam(int count, long w, long m, long v, long g, float ofMean, float ofGradient, float gain1,
            float gain2, float correction, float epsilon) {
        long whole = whole(count);
        nadam(whole, w & MASK, m & MASK, v & MASK, g & MASK, ofMean, ofGradient, gain1, gain2, correction, epsilon);
        scalar.nadam(count % LANES, w + whole, m + whole, v + whole, g + whole, ofMean, ofGradient, gain1, gain2,
                correction, epsilon);
    }

    private static void nadam(long bytes, long w, long m, long v, long g, float ofMean, float ofGradient, float gain1,
            float gain2, float correction, float epsilon) {
        FloatVector ofMeans = FloatVector.broadcast(S, ofMean);
        FloatVector ofGradients = FloatVector.broadcast(S, ofGradient);
        FloatVector gain1s = FloatVector.broadcast(S, gain1);
        FloatVector gain2s = FloatVector.broadcast(S, gain2);
        FloatVector corrections = FloatVector.broadcast(S, correction);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector mean = FloatVector.fromMemorySegment(S, ALL, m + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            mean = gradient.sub(mean).fma(gain1s, mean);
            mean = mean.blend(zero, mean.abs().compare(VectorOperators.LT, tiny));
            square = gradient.fma(gradient, square.neg()).fma(gain2s, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            weight = weight.sub(
                    mean.fma(ofMeans, gradient.mul(ofGradients)).div(square.mul(corrections).sqrt().add(epsilons)));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            mean.intoMemorySegment(ALL, m + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
        }
    }

    @Override
    public void scheduleFree(int count, long w, long z, long v, long g, float rate, float gain1, float gain2,
            float correction, float epsilon, float take, float keep) {
        long whole = whole(count);
        VectorScheduleFree.update(
                whole, w & MASK, z & MASK, v & MASK, g & MASK, rate, gain1, gain2, correction, epsilon, take, keep);
        scalar.scheduleFree(count % LANES, w + whole, z + whole, v + whole, g + whole, rate, gain1, gain2, correction,
                epsilon, take, keep);
    }

    @Override
    public void adagrad(int count, long w, long a, long g, float rate, float epsilon) {
        long whole = whole(count);
        adagrad(whole, w & MASK, a & MASK, g & MASK, rate, epsilon);
        scalar.adagrad(count % LANES, w + whole, a + whole, g + whole, rate, epsilon);
    }

    private static void adagrad(long bytes, long w, long a, long g, float rate, float epsilon) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector sum = FloatVector.fromMemorySegment(S, ALL, a + i, ORDER);
            sum = gradient.fma(gradient, sum);
            sum = sum.blend(zero, sum.compare(VectorOperators.LT, tinySquare));
            weight = weight.sub(gradient.mul(rates).div(sum.add(epsilons).sqrt()));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            sum.intoMemorySegment(ALL, a + i, ORDER);
        }
    }

    @Override
    public void adadelta(int count, long w, long a, long d, long g, float rate, float gain, float epsilon) {
        long whole = whole(count);
        adadelta(whole, w & MASK, a & MASK, d & MASK, g & MASK, rate, gain, epsilon);
        scalar.adadelta(count % LANES, w + whole, a + whole, d + whole, g + whole, rate, gain, epsilon);
    }

    private static void adadelta(long bytes, long w, long a, long d, long g, float rate, float gain, float epsilon) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector gains = FloatVector.broadcast(S, gain);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector sum = FloatVector.fromMemorySegment(S, ALL, a + i, ORDER);
            FloatVector steps = FloatVector.fromMemorySegment(S, ALL, d + i, ORDER);
            sum = gradient.fma(gradient, sum.neg()).fma(gains, sum);
            sum = sum.blend(zero, sum.compare(VectorOperators.LT, tinySquare));
            FloatVector delta = gradient.mul(steps.add(epsilons).sqrt()).div(sum.add(epsilons).sqrt());
            delta = delta.blend(zero, delta.abs().compare(VectorOperators.LT, tiny));
            steps = delta.fma(delta, steps.neg()).fma(gains, steps);
            steps = steps.blend(zero, steps.compare(VectorOperators.LT, tinySquare));
            weight = weight.sub(delta.mul(rates));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            sum.intoMemorySegment(ALL, a + i, ORDER);
            steps.intoMemorySegment(ALL, d + i, ORDER);
        }
    }

    @Override
    public void lion(int count, long w, long m, long g, float rate, float beta1, float gain1, float beta2,
            float gain2) {
        long whole = whole(count);
        lion(whole, w & MASK, m & MASK, g & MASK, rate, beta1, gain1, beta2, gain2);
        scalar.lion(count % LANES, w + whole, m + whole, g + whole, rate, beta1, gain1, beta2, gain2);
    }

    private static void lion(long bytes, long w, long m, long g, float rate, float beta1, float gain1, float beta2,
            float gain2) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector beta1s = FloatVector.broadcast(S, beta1);
        FloatVector gain1s = FloatVector.broadcast(S, gain1);
        FloatVector beta2s = FloatVector.broadcast(S, beta2);
        FloatVector gain2s = FloatVector.broadcast(S, gain2);
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector mean = FloatVector.fromMemorySegment(S, ALL, m + i, ORDER);
            FloatVector blended = mean.fma(beta1s, gradient.mul(gain1s));
            FloatVector s = zero.blend(one, blended.compare(VectorOperators.GT, zero)).blend(one.neg(),
                    blended.compare(VectorOperators.LT, zero));
            weight = weight.sub(s.mul(rates));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            mean = mean.fma(beta2s, gradient.mul(gain2s));
            mean = mean.blend(zero, mean.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            mean.intoMemorySegment(ALL, m + i, ORDER);
        }
    }

    @Override
    public void ftrl(int count, long w, long a, long l, long g, float rate, float lasso, float ridge, float shrinkage) {
        long whole = whole(count);
        ftrl(whole, w & MASK, a & MASK, l & MASK, g & MASK, rate, lasso, ridge, shrinkage);
        scalar.ftrl(count % LANES, w + whole, a + whole, l + whole, g + whole, rate, lasso, ridge, shrinkage);
    }

    private static void ftrl(long bytes, long w, long a, long l, long g, float rate, float lasso, float ridge,
            float shrinkage) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector lassos = FloatVector.broadcast(S, lasso);
        FloatVector ridges = FloatVector.broadcast(S, ridge);
        FloatVector shrinkages = FloatVector.broadcast(S, shrinkage);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            FloatVector sum = FloatVector.fromMemorySegment(S, ALL, a + i, ORDER);
            FloatVector linear = FloatVector.fromMemorySegment(S, ALL, l + i, ORDER);
            FloatVector n = gradient.fma(gradient, sum);
            FloatVector root = n.sqrt();
            FloatVector sigma = root.sub(sum.sqrt()).div(rates);
            linear = linear.add(weight.fma(shrinkages, gradient).sub(sigma.mul(weight)));
            linear = linear.blend(zero, linear.abs().compare(VectorOperators.LT, tiny));
            weight = linear.min(lassos).max(lassos.neg()).sub(linear).div(root.div(rates).add(ridges));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            sum = n;
            sum = sum.blend(zero, sum.compare(VectorOperators.LT, tinySquare));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            sum.intoMemorySegment(ALL, a + i, ORDER);
            linear.intoMemorySegment(ALL, l + i, ORDER);
        }
    }
}
