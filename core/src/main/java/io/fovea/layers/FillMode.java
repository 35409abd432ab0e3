package io.fovea.layers;

import io.fovea.ops.augmentation.EdgeRule;

/** What lies beyond the edges of an image that is moved, turned or zoomed. Keras's {@code fill_mode}. */
public enum FillMode {
    /** The image mirrored, the outermost pixel included: {@code d c b a | a b c d | d c b a}. */
    REFLECT,
    /** The image again: {@code a b c d | a b c d | a b c d}. */
    WRAP,
    /** The layer's fill value. */
    CONSTANT,
    /** The outermost pixel: {@code a a a a | a b c d | d d d d}. */
    NEAREST;

    EdgeRule rule() {
        return switch (this) {
            case REFLECT -> EdgeRule.REFLECT;
            case WRAP -> EdgeRule.WRAP;
            case CONSTANT -> EdgeRule.CONSTANT;
            case NEAREST -> EdgeRule.NEAREST;
        };
    }
}
