package io.fovea.benchmark;

import java.util.Map;

/**
 * How fast training steps are.
 *
 * @param batch samples of a step
 * @param samplesPerSecond the median over the measured rounds
 * @param share of the peak of the threads that took part
 * @param parts share of the workers' time that each work takes, waiting left out, in the order of the work
 * @param data share of the step's time that the samples take: shuffling, reading bytes, scaling
 * @param waiting share of the workers' time in which they wait for each other
 */
public record StepRate(
        int batch, double samplesPerSecond, double share, Map<String, Double> parts, double data, double waiting) {}
