package io.fovea.benchmark;

/**
 * How fast something is.
 *
 * @param name what
 * @param flopsPerSecond operations a second
 * @param share of the peak of the threads that took part
 */
public record Rate(String name, double flopsPerSecond, double share) {}
