package io.fovea.benchmark;

/**
 * How long training steps take to become quick: Java interprets code first, and compiles what runs often while it runs.
 *
 * @param seconds from the start of the first step until the first tenth of a second, or single step where that takes longer, at
 *     90 % of the steady rate or more
 * @param samplesPerSecond the steady rate: the median of the second half of the measurement
 */
public record WarmUp(double seconds, double samplesPerSecond) {}
