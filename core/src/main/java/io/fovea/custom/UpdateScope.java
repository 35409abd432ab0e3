package io.fovea.custom;

/** What an update must know of a weight's gradient. */
public enum UpdateScope {
    /** Any block of weights may be updated as soon as its gradient is known: the fastest. */
    BLOCK,
    /** The whole gradient of a weight is needed, for example for its norm. */
    PARAMETER
}
