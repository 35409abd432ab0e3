package io.fovea.ops.augmentation;

import io.fovea.runtime.NormalQuantiles;
import io.fovea.runtime.Randoms;

/**
 * The random numbers of one sample in one step, in the order in which they are asked for. They are a function of seed, layer, step and
 * sample, so that any worker draws the same ones, and a backward pass draws them again.
 */
public final class Draw {
    private long seed;
    private long drawn;
    private int epoch;
    private int ofImage;

    /**
     * Begins with the first number.
     *
     * @param stepSeed random bits of seed, layer, step and sample
     * @param ofEpoch the epoch, 1 in the first
     * @param imageSeed random bits of seed, layer and image, the same in each epoch
     */
    void start(int stepSeed, int ofEpoch, int imageSeed) {
        seed = stepSeed;
        drawn = 0;
        epoch = ofEpoch;
        ofImage = imageSeed;
    }

    /** The next number, uniform in [0, 1). */
    double uniform() {
        return Randoms.uniform(seed, drawn++);
    }

    /** The next number, uniform in [low, high). */
    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** The next number, uniform in an interval. */
    double uniform(Interval interval) {
        return uniform(interval.low(), interval.high());
    }

    /** True with a probability that is drawn from {@code probability} first, as Keras does. */
    boolean happens(Interval probability) {
        double threshold = uniform(probability);
        return uniform() < threshold;
    }

    /** The next whole number of 0 to {@code n} - 1. */
    int below(int n) {
        return (int) (uniform() * n);
    }

    /** 1 or -1. */
    int sign() {
        return uniform() < 0.5 ? 1 : -1;
    }

    /** The next number, normal with mean 0 and deviation 1. */
    double normal() {
        return NormalQuantiles.of((int) bits());
    }

    /** The next 64 random bits: the seed of a sequence of its own. */
    long bits() {
        return Randoms.bits(seed, drawn++);
    }

    /** The epoch, 1 in the first. */
    int epoch() {
        return epoch;
    }

    /** Random bits of the image, the same in each epoch. */
    int ofImage() {
        return ofImage;
    }
}
