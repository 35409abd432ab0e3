package io.fovea.custom;

/** How much of the gradients must be known before an update may run. */
public enum UpdateScope {
    /** Any block of weights may be updated as soon as its gradient is known: the fastest. */
    BLOCK,
    /** The whole gradient of a weight is needed, for example for its norm. */
    PARAMETER,
    /** Every gradient of the step is needed, for example for the norm of all. */
    ALL
}
