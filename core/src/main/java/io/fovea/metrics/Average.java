package io.fovea.metrics;

/**
 * How the scores of several classes become one.
 */
public enum Average {
    /** A score for each class ({@link Metric#results}); as one number, their mean. */
    NONE,
    /** One score of all classes' counts together. */
    MICRO,
    /** The mean of the classes' scores. */
    MACRO,
    /** Their mean, weighted by how often each class is the true one. */
    WEIGHTED
}
