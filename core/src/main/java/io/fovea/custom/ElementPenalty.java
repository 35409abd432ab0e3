package io.fovea.custom;

/**
 * What each number of a value adds to the loss. Several threads call it at once. {@link io.fovea.layers.Lowering#addLoss} takes it.
 */
public interface ElementPenalty {
    /** The penalty of a number. */
    double value(double x);

    /** Its derivative. */
    double slope(double x);
}
